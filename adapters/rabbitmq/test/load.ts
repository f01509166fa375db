import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, BusMessage } from '@myevents/ports';
import { idOf, messageOf } from '@myevents/ports/contract';
import { work } from './messages.ts';

/** Publishes numbered messages of many keys, each after the one before was confirmed; what is rejected, again. */
export interface Load {
  /** What the broker has confirmed. */
  readonly confirmed: ReadonlyMap<string, number>;
  readonly rejections: readonly unknown[];
  total(): number;
  /** No further message is begun; resolves when those under way are confirmed. */
  stop(): Promise<void>;
}

export function startLoad(bus: Bus, keys: number, pauseMs = 2): Load {
  const confirmed = new Map<string, number>();
  const rejections: unknown[] = [];
  let isOver = false;

  async function publishOne(message: BusMessage): Promise<void> {
    for (;;) {
      try {
        return await bus.publish([message]);
      } catch (error) {
        rejections.push(error);
        await sleep(20);
      }
    }
  }

  async function run(key: string): Promise<void> {
    for (let n = 1; !isOver; n += 1) {
      await publishOne(messageOf(work, key, n));
      confirmed.set(key, n);
      await sleep(pauseMs);
    }
  }

  const running = Array.from({ length: keys }, async (_, n) => run(`key${n}`));
  return {
    confirmed,
    rejections,
    total: () => [...confirmed.values()].reduce((sum, n) => sum + n, 0),
    async stop() {
      isOver = true;
      await Promise.all(running);
    },
  };
}

/** What the members of a group were handed, over all of them. */
export function createHandled() {
  const firsts = new Map<string, number[]>();
  const seen = new Set<string>();
  let repeated = 0;
  return {
    note(message: BusMessage): void {
      const id = idOf(message);
      if (seen.has(id)) {
        repeated += 1;
        return;
      }
      seen.add(id);
      const numbers = firsts.get(message.key) ?? [];
      numbers.push(Number(message.events[0]?.data['n']));
      firsts.set(message.key, numbers);
    },
    count: () => seen.size,
    repeated: () => repeated,
    /** What was confirmed and never handled. */
    missing: (confirmed: ReadonlyMap<string, number>) =>
      [...confirmed].flatMap(([key, last]) =>
        Array.from({ length: last }, (_, n) => `${key}-${n + 1}`).filter((id) => !seen.has(id)),
      ),
    /** Keys whose messages did not come in their order, repetitions left out. */
    disordered: () =>
      [...firsts].filter(([, numbers]) => numbers.some((n, i) => n < (numbers[i - 1] ?? 0))).map(([key]) => key),
  };
}
