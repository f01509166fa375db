import { topology } from '@myevents/contracts';
import { createLogger } from '@myevents/http-kit';
import { type Bus, type DeadLetter, systemClock } from '@myevents/ports';
import type { Command } from '../command.ts';
import { type Config, readConfig } from '../config.ts';
import { replayHere } from '../dead-letter-replay.ts';
import { isBusEmbedded, openBus, openStores } from '../engines.ts';
import { exitCodes, UsageError } from '../failure.ts';

const groupsOfTopology = [...new Set<string>(topology.topics.flatMap(({ groups }) => groups))];

export const deadLetters: Command = {
  usage: 'list|replay [--group <name>] [settings]',
  about: [
    'Messages that a service could not handle, after it had tried several times, are kept apart as dead letters until somebody looks. `list` shows them: where they came from, what failed, how often and when. `replay` hands them to their group again, once what failed is mended; one leaves the list when it is handled, not before.',
    'On a broker that processes share a server may run, and has to for a replay. The embedded bus keeps them with the data: stop the server first; a replay is then handled in this process.',
  ],
  options: {
    group: { type: 'string', value: 'name', help: `only this group: ${groupsOfTopology.join(' or ')}` },
    json: { type: 'boolean', help: 'print them as JSON, with the messages themselves' },
  },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [
    { line: 'myevents dead-letters list', does: 'of all groups' },
    { line: 'myevents dead-letters replay --group booking-service', does: 'once its fault is mended' },
  ],
  exits: [{ code: 1, means: 'an engine cannot be used, or a message that was replayed has failed again' }],
  positionals: { min: 1, max: 1, what: 'word: list or replay' },
  async run({ flags, options, positionals: [action] }) {
    const config = readConfig({ env: process.env, flags, used: deadLetters.settings });
    const groups = groupsOf(options['group']);
    const isJson = options['json'] === true;
    if (action === 'list') return list(config, groups, isJson);
    if (action === 'replay') return replay(config, groups, isJson);
    throw new UsageError(`myevents dead-letters takes list or replay, not ${JSON.stringify(action)}.`);
  },
};

function groupsOf(name: unknown): readonly string[] {
  if (name === undefined) return groupsOfTopology;
  if (typeof name === 'string' && groupsOfTopology.includes(name)) return [name];
  throw new UsageError(`--group must be ${groupsOfTopology.join(' or ')}, not ${JSON.stringify(name)}.`);
}

async function list(config: Config, groups: readonly string[], isJson: boolean): Promise<number> {
  await using bus = await openOnlyBus(config);
  const letters: DeadLetter[] = [];
  for (const group of groups) letters.push(...(await bus.deadLetters.list(group)));
  process.stdout.write(isJson ? `${JSON.stringify({ deadLetters: letters }, undefined, 2)}\n` : textOf(letters));
  return exitCodes.done;
}

async function replay(config: Config, groups: readonly string[], isJson: boolean): Promise<number> {
  const replayed = isBusEmbedded(config.BUS_URL)
    ? await replayHere(config, groups)
    : await replayOnBroker(config, groups);
  if (isJson) process.stdout.write(`${JSON.stringify({ replayed }, undefined, 2)}\n`);
  for (const { group, count, deadAgain } of isJson ? [] : replayed) {
    const again = deadAgain === undefined || deadAgain === 0 ? '' : `, ${deadAgain} failed again`;
    process.stdout.write(`${group}: ${count} handed over again${again}\n`);
  }
  return replayed.some(({ deadAgain = 0 }) => deadAgain > 0) ? exitCodes.failed : exitCodes.done;
}

/** What was replayed of a group; on a broker its members, elsewhere, do the rest. */
async function replayOnBroker(config: Config, groups: readonly string[]) {
  await using bus = await openOnlyBus(config);
  const replayed: { readonly group: string; readonly count: number; readonly deadAgain?: number }[] = [];
  for (const group of groups) replayed.push({ group, count: await bus.deadLetters.replay(group) });
  return replayed;
}

/** The bus, with nobody listening; the embedded one needs the data, where its dead letters are. */
async function openOnlyBus(config: Config): Promise<Bus> {
  await using opening = new AsyncDisposableStack();
  const log = createLogger({ level: config.LOG_LEVEL, destination: process.stderr });
  const stores = isBusEmbedded(config.BUS_URL) ? opening.use(await openStores(config.STORE_URL)) : undefined;
  const onError = (error: unknown, where: object) => log.error({ err: error, ...where }, 'the bus reports');
  const bus = opening.use(await openBus(config.BUS_URL, { topology, clock: systemClock, stores, onError }));
  const closing = opening.move();
  return { ...bus, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** One letter on three lines. What the message says stays out: it may be long, and is nobody's business on a screen. */
function textOf(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'There are no dead letters.\n';
  return letters
    .map(({ id, group, message: { topic, key }, error, attempts, failedAt }) =>
      [
        `${new Date(failedAt).toISOString()}  ${group}  ${topic}  ${key}`,
        `  id ${id}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
        `  ${error.replace(/\s+/g, ' ')}`,
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}
