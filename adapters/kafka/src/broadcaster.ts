import type { OutgoingRecord } from './records.ts';

export interface Broadcaster {
  /** Sends soon, or drops it: the newest of what waits under a topic and key takes the place of the older. */
  broadcast(record: OutgoingRecord): void;
  stop(): void;
}

/** More keys than that wait only when brokers are too slow for us; then the oldest are dropped. */
const waitingMax = 10_000;
const sendCountMax = 500;

/** Keeps nothing while the brokers are away: what a broadcast tells is soon old. */
export function createBroadcaster(send: (records: readonly OutgoingRecord[]) => Promise<unknown>): Broadcaster {
  const waiting = new Map<string, OutgoingRecord>();
  let isSending = false;
  let isStopped = false;

  async function pump(): Promise<void> {
    if (isSending) return;
    isSending = true;
    await Promise.resolve();
    while (waiting.size > 0 && !isStopped) {
      const keys = [...waiting.keys().take(sendCountMax)];
      const records = keys.flatMap((key) => waiting.get(key) ?? []);
      for (const key of keys) waiting.delete(key);
      await send(records).catch(() => waiting.clear());
    }
    isSending = false;
  }

  return {
    broadcast(record) {
      if (isStopped) return;
      const key = JSON.stringify([record.topic, record.key?.toString()]);
      if (waiting.size >= waitingMax && !waiting.has(key)) waiting.delete(waiting.keys().next().value ?? '');
      waiting.set(key, record);
      void pump();
    },
    stop() {
      isStopped = true;
      waiting.clear();
    },
  };
}
