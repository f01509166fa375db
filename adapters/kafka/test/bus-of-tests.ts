import { randomBytes } from 'node:crypto';
import type { Bus, BusMessage, BusTopology, SetupStep } from '@myevents/ports';
import { openKafkaBus } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';

const usualUrl = 'kafka://127.0.0.1:9092/myevents';

/** The engine under test with a prefix nobody else uses, and few partitions, which are quicker made. */
export function freshUrl(variable: 'TEST_KAFKA_URL' | 'TEST_KAFKA_PROXIED_URL' = 'TEST_KAFKA_URL'): string {
  const url = process.env[variable] ?? (variable === 'TEST_KAFKA_URL' ? usualUrl : '');
  const [, place] = /^(kafka:\/\/[^/]+)/.exec(url) ?? [];
  if (place === undefined) throw new Error(`${variable} must say how Kafka is reached.`);
  return `${place}/t${randomBytes(6).toString('hex')}?partitions=3`;
}

export const topology: BusTopology = { topics: [{ name: 'work', groups: ['workers'] }] };

export interface TestPlace extends AsyncDisposable {
  readonly url: string;
  readonly errors: readonly unknown[];
  /** A further connection; all are closed with the place. */
  open(options?: { readonly onSetup?: (step: SetupStep) => void }): Promise<Bus>;
}

/** A prefix of its own, removed with everything in it at the end. */
export function openPlace(url = freshUrl()): TestPlace {
  const opened = new AsyncDisposableStack();
  const errors: unknown[] = [];
  return {
    url,
    errors,
    open: async (options = {}) =>
      opened.use(
        await openKafkaBus({
          url,
          topology,
          retries: { attemptsMax: 3, backoffMs: 10 },
          onError: (error) => errors.push(error),
          ...options,
        }),
      ),
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await removeAll(url);
    },
  };
}

export function messageOf(key: string, n: number, text = ''): BusMessage {
  const event = {
    specversion: '1.0',
    id: `${key}-${n}`,
    source: '/test',
    type: 'myevents.test.noted',
    subject: key,
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data: { n, text },
  } as const;
  return { topic: 'work', key, events: [event] };
}
