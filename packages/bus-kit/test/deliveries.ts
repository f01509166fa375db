import type { BusMessage, Clock, JsonObject } from '@myevents/ports';
import { createGroupQueue, type Delivery, type GroupQueue } from '../src/index.ts';

/** What the tests of the queue share. */

export interface Marked extends Delivery {
  readonly id: string;
  /** What the broker may take away as a whole. */
  readonly partition: number;
}

export function messageOf(key: string, n: number, data: JsonObject = {}): BusMessage {
  const event = {
    specversion: '1.0',
    id: `${key}-${n}`,
    source: '/test',
    type: 'myevents.test.noted',
    subject: key,
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data,
  } as const;
  return { topic: 'topic', key, events: [event] };
}

/** A queue with everything that it told and was told. */
export function openQueue(options: { readonly clock?: Clock; readonly attemptsMax?: number } = {}) {
  const told: string[] = [];
  const done: string[] = [];
  const buried: string[] = [];
  let bury = async (): Promise<void> => {};
  // Rests only end where a test says so.
  const clock = options.clock ?? { now: () => 0, monotonic: () => 0, setTimer: () => () => {} };
  const queue: GroupQueue<Marked> = createGroupQueue<Marked>({
    clock,
    attemptsMax: options.attemptsMax ?? 2,
    backoffMs: 10,
    async bury({ id }) {
      await bury();
      buried.push(id);
    },
    report: (error) => told.push(String(error)),
  });
  return {
    queue,
    told,
    done,
    buried,
    onBury(then: () => Promise<void>) {
      bury = then;
    },
    enqueue(key: string, n: number, partition = 0) {
      const id = `${key}-${n}`;
      queue.enqueue({ id, partition, message: messageOf(key, n), onDone: (how) => done.push(`${id} ${how}`) });
    },
  };
}

/** A member whose handlers end only when they are told how. */
export function createHands() {
  const begun: string[] = [];
  const open = new Map<string, PromiseWithResolvers<void>>();
  return {
    begun,
    async handle({ events }: BusMessage): Promise<void> {
      const id = events[0]?.id ?? '';
      const hand = Promise.withResolvers<void>();
      open.set(id, hand);
      begun.push(id);
      await hand.promise;
    },
    finish(id: string): void {
      open.get(id)?.resolve();
    },
    fail(id: string): void {
      open.get(id)?.reject(new Error(`${id} failed`));
    },
  };
}

/** Everything that was begun and needs no timer has happened. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve));
}
