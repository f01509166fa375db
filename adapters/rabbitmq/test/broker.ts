import { randomBytes } from 'node:crypto';
import type { Bus } from '@myevents/ports';
import { Connection } from 'rabbitmq-client';
import { openRabbitmqBus, type RabbitmqBusOptions } from '../src/index.ts';
import { removeTopology } from '../src/testing.ts';
import { topology } from './messages.ts';

/** The broker under test, with the prefix left to each test. */
export const brokerUrl = process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';

/** The broker, and a prefix nobody has used. */
export function freshUrl(base: string = brokerUrl): string {
  const url = new URL(base);
  url.searchParams.set('prefix', `t${randomBytes(6).toString('hex')}`);
  return url.href;
}

export function prefixOf(url: string): string {
  return new URL(url).searchParams.get('prefix') ?? '';
}

/** A place of its own on the broker, removed with its buses. */
export interface Place extends AsyncDisposable {
  readonly url: string;
  open(options?: Partial<RabbitmqBusOptions>): Promise<Bus>;
}

export function createPlace(base?: string): Place {
  const stack = new AsyncDisposableStack();
  const url = freshUrl(base);
  stack.defer(async () => removeTopology(url, topology));
  return {
    url,
    open: async (options) =>
      stack.use(
        await openRabbitmqBus({
          url,
          topology,
          onError: () => {},
          retries: { attemptsMax: 3, backoffMs: 10 },
          ...options,
        }),
      ),
    [Symbol.asyncDispose]: async () => stack.disposeAsync(),
  };
}

/** The broker without our adapter, to do what only others do. */
export function openRaw(): Connection & AsyncDisposable {
  const connection = new Connection(brokerUrl);
  connection.on('error', () => {});
  return Object.assign(connection, { [Symbol.asyncDispose]: async () => connection.unsafeDestroy() });
}
