import { busContract, documentStoreContract, eventLogContract } from '@myevents/ports/contract';
import type { Reporter, TestModule } from 'vitest/node';

/** One case of a contract suite, run on one engine. */
export interface Verdict {
  readonly engine: string;
  readonly promise: string;
  readonly isKept: boolean;
}

const namesOf = (cases: readonly { readonly name: string }[]) => cases.map(({ name }) => name);

/** What is promised, and by whom: the suites of each port against the engines that have it. */
const ports = [
  { title: 'Event log', promises: namesOf(eventLogContract), engines: ['sqlite', 'postgres', 'mongodb', 'dynamodb'] },
  {
    title: 'Read models',
    promises: namesOf(documentStoreContract),
    engines: ['sqlite', 'postgres', 'mongodb', 'dynamodb'],
  },
  {
    title: 'Bus',
    promises: namesOf(busContract),
    engines: ['memory', 'rabbitmq', 'kafka', 'sqs direct', 'sqs sns'],
  },
] as const;

/** Prints engine × promise in Markdown once the tests are over, from the contract cases among them. */
export function createConformanceReporter(write: (text: string) => void = console.log): Reporter {
  return {
    onTestRunEnd(modules) {
      const verdicts = modules.flatMap(verdictsOf);
      if (verdicts.length > 0) write(conformanceTable(verdicts));
    },
  };
}

/** A promise that was tried several times is kept if it was kept each time; one that was not tried has a dash. */
export function conformanceTable(verdicts: readonly Verdict[]): string {
  return ports.map((port) => tableOf(port, verdicts)).join('\n');
}

function tableOf({ title, promises, engines }: (typeof ports)[number], verdicts: readonly Verdict[]): string {
  const cellOf = (promise: string, engine: string) => {
    const found = verdicts.filter((verdict) => verdict.engine === engine && verdict.promise === promise);
    if (found.length === 0) return '–';
    return found.every(({ isKept }) => isKept) ? 'yes' : '**NO**';
  };
  const rows = promises.map((promise) => [promise, ...engines.map((engine) => cellOf(promise, engine))]);
  const kept = engines.map((_, at) => rows.filter((row) => row[at + 1] === 'yes').length);
  const total = ['kept', ...kept.map((count) => `${count} of ${promises.length}`)];
  const lines = [[title, ...engines], ['---', ...engines.map(() => '---')], ...rows, total];
  return `\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}

function verdictsOf(module: TestModule): Verdict[] {
  const [, adapter] = /adapters\/([^/]+)\//.exec(module.moduleId) ?? [];
  if (adapter === undefined) return [];
  return [...module.children.allTests()]
    .filter((test) => allPromises.has(test.name) && test.result().state !== 'skipped')
    .map((test) => {
      const engine = adapter === 'sqs' ? `sqs ${/sns/i.test(test.fullName) ? 'sns' : 'direct'}` : adapter;
      return { engine, promise: test.name, isKept: test.result().state === 'passed' };
    });
}

const allPromises: ReadonlySet<string> = new Set(ports.flatMap(({ promises }) => promises));
