import type { AppendEntry, Bus, BusMessage, Clock, Commit, CommitKey, DocumentWrite, EventLog } from '@myevents/ports';
import { createWatermarks } from './watermarks.ts';

/**
 * The messages of a commit. Right after the append `documents` are those it was stored with; from the sweeper they are
 * undefined, and the present documents are read: messages carry the whole state, so a newer one does no harm.
 */
export type MessagesOf = (
  commit: Commit,
  documents: readonly DocumentWrite[] | undefined,
) => Promise<readonly BusMessage[]> | readonly BusMessage[];

export interface PublisherOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly messagesOf: MessagesOf;
  /** A commit whose messages could not be made or published. It stays in the log and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** From the log to the bus, at least once, in version order within a stream; other streams never wait for a slow one. */
export interface Publisher {
  /** Publishes a commit that was just appended. Never rejects: what fails stays pending in the log. */
  enqueue(entry: AppendEntry): void;
  /** Publishes commits that were left behind, unless this process has published them or is publishing their stream. */
  catchUp(keys: readonly CommitKey[]): Promise<void>;
  /** Resolves once nothing of the stream waits here any more, or after `withinMs`. */
  settled(stream: string, withinMs: number): Promise<void>;
  /** How old the oldest commit is that waits here to be published, in milliseconds. */
  lagMs(): number;
  /** Resolves once nothing waits any more, or after `withinMs`. */
  idle(withinMs?: number): Promise<void>;
  /** The same, and stops: the log keeps what was not published. */
  close(withinMs?: number): Promise<void>;
}

/** Above it new commits are left to the sweeper: the log holds them anyway. */
const waitingCommitsMax = 20_000;
const closeWithinMs = 5_000;

interface StreamQueue {
  readonly whenDone: (() => void)[];
  /** Only the keys of what came from the sweeper: those commits are read when their turn comes. */
  items: { readonly key: CommitKey; readonly entry?: AppendEntry; readonly enqueuedAt: number }[];
}

export function createPublisher({ log, bus, clock, messagesOf, onError }: PublisherOptions): Publisher {
  const queues = new Map<string, StreamQueue>();
  const watermarks = createWatermarks({ log, clock, ...(onError ? { onError } : {}) });
  let waitingCommits = 0;
  let whenIdle: (() => void)[] = [];

  async function publishOne({ key, entry }: StreamQueue['items'][number]): Promise<void> {
    if (!entry && watermarks.isPublished(key)) return watermarks.done(key, { isOldestPending: true });
    const commit = entry?.commit ?? (await log.readOne(key));
    if (!commit) throw new Error(`version ${key.version} of a stream is pending but not in the log`);
    const messages = await messagesOf(commit, entry?.documents);
    if (messages.length > 0) await bus.publish(messages);
    watermarks.done(key, { isOldestPending: entry === undefined });
  }

  /** Stops at the first failure: the rest of the stream is left to the sweeper, which goes in order. */
  async function drain(stream: string, queue: StreamQueue): Promise<void> {
    try {
      for (let item = queue.items.shift(); item; item = queue.items.shift()) {
        waitingCommits -= 1;
        await publishOne(item);
      }
    } catch (error) {
      waitingCommits -= queue.items.length;
      onError?.(error);
    }
    queues.delete(stream);
    for (const resolve of queue.whenDone) resolve();
    if (queues.size === 0) for (const resolve of whenIdle.splice(0)) resolve();
  }

  function start(stream: string, items: StreamQueue['items']): Promise<void> {
    const queue: StreamQueue = { items, whenDone: [] };
    queues.set(stream, queue);
    waitingCommits += items.length;
    return drain(stream, queue);
  }

  async function idle(withinMs = closeWithinMs): Promise<void> {
    if (queues.size === 0) return;
    await new Promise<void>((resolve) => {
      whenIdle.push(resolve);
      clock.setTimer(resolve, withinMs);
    });
  }

  return {
    enqueue(entry) {
      if (waitingCommits >= waitingCommitsMax) return;
      const { stream, version } = entry.commit;
      const item = { key: { stream, version }, entry, enqueuedAt: clock.now() };
      const queue = queues.get(stream);
      if (!queue) {
        void start(stream, [item]);
        return;
      }
      queue.items.push(item);
      waitingCommits += 1;
    },
    async catchUp(keys) {
      const idle = keys.filter((key) => !queues.has(key.stream) && !watermarks.isDone(key));
      const enqueuedAt = clock.now();
      await Promise.all(
        [...Map.groupBy(idle, ({ stream }) => stream)].map(([stream, streamKeys]) =>
          start(
            stream,
            streamKeys.map((key) => ({ key, enqueuedAt })),
          ),
        ),
      );
    },
    async settled(stream, withinMs) {
      const queue = queues.get(stream);
      if (!queue) return;
      await new Promise<void>((resolve) => {
        const cancel = clock.setTimer(resolve, withinMs);
        queue.whenDone.push(() => {
          cancel();
          resolve();
        });
      });
    },
    lagMs() {
      const now = clock.now();
      let oldest = now;
      for (const { items } of queues.values()) oldest = Math.min(oldest, items[0]?.enqueuedAt ?? now);
      return now - oldest;
    },
    idle,
    async close(withinMs) {
      await idle(withinMs);
      await watermarks.close();
    },
  };
}
