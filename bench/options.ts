import { parseArgs } from 'node:util';

export interface Options {
  /** Letters of the measurements to run. */
  readonly only: readonly string[];
  /** How long one round of load is measured. */
  readonly seconds: number;
  readonly rounds: number;
  /** Smaller data sets, shorter rounds: to see that everything works, not to be quoted. */
  readonly isQuick: boolean;
  readonly json: string;
  /** What a measurement may lose to other programs: waiting for them, and rounds that do not count for their sake. */
  readonly patienceMs: number;
  /** STORE_URL and BUS_URL of the engines to measure separate processes on; without them the embedded ones are measured. */
  readonly store: string | undefined;
  readonly bus: string | undefined;
}

/** The command line is wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Undefined when the help was asked for. */
export function readOptions(args: readonly string[], letters: readonly string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const only = values.only === undefined ? letters : values.only.split(',').map((letter) => letter.trim());
  const unknown = only.find((letter) => !letters.includes(letter));
  if (unknown !== undefined) throw new UsageError(`--only knows ${letters.join(', ')}, not "${unknown}"`);
  const isQuick = values.quick ?? false;
  const seconds = values.seconds === undefined ? (isQuick ? 1 : 3) : Number(values.seconds);
  if (!(seconds > 0 && seconds <= 600)) throw new UsageError('--seconds takes a number above 0, at most 600');
  const json = values.json ?? `bench/results/${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`;
  const patienceMs = Number(values.patience ?? 0) * 1000;
  if (!(patienceMs >= 0)) throw new UsageError('--patience takes a number of seconds');
  if ((values.store === undefined) !== (values.bus === undefined))
    throw new UsageError('--store and --bus go together');
  return {
    store: values.store,
    bus: values.bus,
    only: values.store === undefined ? only : ['g'],
    seconds,
    rounds: isQuick ? 1 : 3,
    isQuick,
    json,
    patienceMs,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        seconds: { type: 'string' },
        json: { type: 'string' },
        patience: { type: 'string' },
        quick: { type: 'boolean' },
        store: { type: 'string' },
        bus: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
