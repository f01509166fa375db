import {
  busContract,
  type ContractCase,
  documentStoreContract,
  eventLogContract,
  paymentContract,
} from '@myevents/ports/contract';
import type { Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { firstOf, reach, type Trial, tryBus, tryPayments, tryStore } from '../doctor/trials.ts';
import { exitCodes } from '../failure.ts';
import { createProgress } from '../progress.ts';

interface Promised {
  readonly suite: string;
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Finding {
  readonly suite: string;
  readonly promise: string;
  readonly isKept: boolean;
  readonly ms: number;
  readonly reason?: string;
}

export const doctor: Command = {
  usage: '[settings]',
  about: [
    'Tries every promise that the platform builds on against the configured engines: the store, the bus and the payment provider, each in a fresh place of its own (a folder, or names with a prefix of their own) that is removed afterwards. Data that is there is not touched, and a running server need not stop.',
    'On a database or broker server its credentials must be allowed to create and to remove.',
  ],
  options: { json: { type: 'boolean', help: 'print the findings as JSON' } },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL'],
  examples: [
    { line: 'myevents doctor --store-url sqlite:/mnt/nas/myevents', does: 'is this disk good enough?' },
    { line: 'STORE_URL=postgres://… BUS_URL=amqp://… myevents doctor', does: 'is this server set up as it must be?' },
  ],
  exits: [{ code: 1, means: 'a promise is not kept, or an engine cannot be used' }],
  positionals: { min: 0, max: 0 },
  async run({ flags, options }) {
    const config = readConfig({ env: process.env, flags, used: doctor.settings });
    await reach(() => tryStore(config.STORE_URL));
    await reach(() => tryBus(config.BUS_URL));
    const promises = [
      ...promisesOf('event log', eventLogContract, () => tryStore(config.STORE_URL)),
      ...promisesOf('documents', documentStoreContract, () => tryStore(config.STORE_URL)),
      ...promisesOf('bus', busContract, () => tryBus(config.BUS_URL)),
      ...promisesOf('payments', paymentContract, () => tryPayments()),
    ];
    const progress = createProgress({ label: 'Doctor' });
    const findings: Finding[] = [];
    for (const promise of promises) {
      progress.update(findings.length, promises.length, promise.suite);
      findings.push(await examine(promise));
    }
    const broken = findings.filter(({ isKept }) => !isKept);
    progress.finish(`${findings.length - broken.length} of ${findings.length} promises are kept`);
    process.stdout.write(
      options['json'] ? `${JSON.stringify({ findings }, undefined, 2)}\n` : findings.map(toLine).join(''),
    );
    return broken.length === 0 ? exitCodes.done : exitCodes.failed;
  },
};

function promisesOf<Subject>(
  suite: string,
  cases: readonly ContractCase<Subject>[],
  start: () => Promise<Trial<Subject>>,
): Promised[] {
  return cases.map(({ name, run }) => ({
    suite,
    name,
    async run() {
      await using trial = await start();
      await run(trial.subject);
    },
  }));
}

async function examine({ suite, name, run }: Promised): Promise<Finding> {
  const startedAt = performance.now();
  const found = (isKept: boolean) => ({ suite, promise: name, isKept, ms: Math.round(performance.now() - startedAt) });
  try {
    await run();
    return found(true);
  } catch (thrown) {
    const error = firstOf(thrown);
    return { ...found(false), reason: error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error) };
  }
}

function toLine({ suite, promise, isKept, reason }: Finding): string {
  return `${isKept ? 'ok     ' : 'FAILED '} ${suite}: ${promise}${reason === undefined ? '' : `\n          ${reason}`}\n`;
}
