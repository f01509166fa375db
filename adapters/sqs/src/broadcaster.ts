import type { BusMessage, Clock } from '@myevents/ports';
import type { Publisher } from './publisher.ts';

export interface Broadcaster {
  broadcast(message: BusMessage): void;
  close(): void;
}

export interface BroadcasterOptions {
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** On average; twice as many at once after a pause. 0 sends nothing. */
  readonly callsPerSecond: number;
  readonly report: (error: unknown, topic: string) => void;
}

/** How long news waits for more of it, and for newer of the same. */
const gatherMs = 50;
const waitingMax = 10_000;
const batchMax = 10;

/**
 * Soon and perhaps never, since every call costs money: the newest of each topic and key, in batches, as many as the rate allows.
 * What does not get its turn is replaced by newer news of the same key, or dropped when too much waits.
 */
export function createBroadcaster({ publisher, clock, callsPerSecond, report }: BroadcasterOptions): Broadcaster {
  const waiting = new Map<string, BusMessage>();
  const budgetMax = Math.max(1, callsPerSecond * 2);
  let budget = budgetMax;
  let earnedAt = clock.monotonic();
  let cancel: (() => void) | undefined;
  let isSending = false;
  let isClosed = false;

  function earn(): void {
    const now = clock.monotonic();
    budget = Math.min(budgetMax, budget + ((now - earnedAt) / 1_000) * callsPerSecond);
    earnedAt = now;
  }

  function schedule(delayMs: number): void {
    if (cancel || isSending || isClosed || waiting.size === 0) return;
    cancel = clock.setTimer(() => {
      cancel = undefined;
      void flush();
    }, delayMs);
  }

  async function flush(): Promise<void> {
    isSending = true;
    earn();
    let batch: readonly BusMessage[] = [];
    try {
      if (budget >= 1) {
        batch = takeBatch();
        const [first] = batch;
        if (first) await send(first.topic, batch);
      }
    } catch (error) {
      report(error, batch[0]?.topic ?? '');
    } finally {
      isSending = false;
      schedule(budget >= 1 ? gatherMs : 1_000 / callsPerSecond);
    }
  }

  /** The budget may go below zero when one piece of news needs many calls: the next ones wait until that is earned. */
  async function send(topic: string, batch: readonly BusMessage[]): Promise<void> {
    budget -= await publisher.callsToTell(topic);
    await publisher.tell(batch.map((message) => ({ message, kind: 'broadcast' })));
  }

  /** The oldest, and what goes the same way. */
  function takeBatch(): readonly BusMessage[] {
    const batch: BusMessage[] = [];
    for (const [place, message] of waiting) {
      if (batch[0] && batch[0].topic !== message.topic) continue;
      waiting.delete(place);
      if (batch.push(message) === batchMax) break;
    }
    return batch;
  }

  return {
    broadcast(message) {
      if (isClosed || callsPerSecond === 0) return;
      const place = JSON.stringify([message.topic, message.key]);
      if (waiting.size >= waitingMax && !waiting.has(place)) {
        const [oldest] = waiting.keys();
        if (oldest !== undefined) waiting.delete(oldest);
      }
      waiting.set(place, message); // a key set again keeps its place in line
      schedule(gatherMs);
    },
    close() {
      isClosed = true;
      cancel?.();
      waiting.clear();
    },
  };
}
