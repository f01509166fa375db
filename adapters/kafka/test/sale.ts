import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, BusMessage } from '@myevents/ports';
import { messageOf } from './bus-of-tests.ts';

const keys = Array.from({ length: 12 }, (_, n) => `show${n}`);

/** Publishers that publish each key's messages one after the other, each again until it was confirmed, as an outbox does. */
export function startPublishing(bus: Bus) {
  const confirmed = new Map<string, number>();
  let refusals = 0;
  let isStopped = false;
  const writers = keys.map(async (key) => {
    for (let n = 1; !isStopped; ) {
      try {
        await bus.publish([messageOf(key, n)]);
        confirmed.set(key, n);
        n += 1;
        await sleep(2);
      } catch {
        refusals += 1;
        await sleep(50);
      }
    }
  });
  return {
    confirmed,
    refusals: () => refusals,
    count: () => [...confirmed.values()].reduce((sum, n) => sum + n, 0),
    async stop(): Promise<void> {
      isStopped = true;
      await Promise.all(writers);
    },
  };
}

/** Notes the messages of each key in the order in which they were handled first. */
export function createLedger() {
  const firsts = new Map<string, Set<number>>();
  return {
    async handle({ key, events }: BusMessage): Promise<void> {
      await sleep(Math.random() * 3);
      const seen = firsts.get(key) ?? new Set();
      firsts.set(key, seen.add(Number(events[0]?.data['n'])));
    },
    count: () => [...firsts.values()].reduce((sum, seen) => sum + seen.size, 0),
    /** What was confirmed and never handled. */
    missing: (confirmed: ReadonlyMap<string, number>) =>
      [...confirmed].flatMap(([key, last]) =>
        Array.from({ length: last }, (_, n) => n + 1)
          .filter((n) => !firsts.get(key)?.has(n))
          .map((n) => `${key}-${n}`),
      ),
    /** What was handled for the first time behind a later one of its key. */
    overtaken: () =>
      [...firsts].flatMap(([key, seen]) =>
        [...seen].filter((n, place, all) => place > 0 && n < (all[place - 1] ?? 0)).map((n) => `${key}-${n}`),
      ),
  };
}
