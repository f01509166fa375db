import type { Clock } from '@myevents/ports';
import { type Connection, toReport } from './connection.ts';
import type { Names } from './names.ts';
import { deleteQueue, listQueues, readArn, readTags } from './queue-calls.ts';
import type { Places } from './setup.ts';
import { listSubscriptions, unsubscribe } from './topic-calls.ts';

const heartbeatName = 'myevents-heartbeat';

/** What the queue of a subscriber without a group wears; changed again and again while it lives. */
export function heartbeatTags(now: number): Record<string, string> {
  return { [heartbeatName]: `${now}` };
}

export interface JanitorOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly names: Names;
  readonly listenerDeadMs: number;
  readonly places: () => Places;
  readonly report: (error: unknown) => void;
}

interface Seen {
  readonly heartbeat: string;
  /** Since when it has not changed, on the monotonic clock. */
  readonly since: number;
}

/**
 * Removes the queues of subscribers whose process has died. Dead is whose heartbeat did not change for `listenerDeadMs` of our own
 * time, so clocks need not agree. One taken for dead by mistake finds its queue gone, gets a new one and calls `onReconnect`.
 * The answer ends it.
 */
export function startJanitor(options: JanitorOptions): () => void {
  const { connection, clock, names, listenerDeadMs, places, report } = options;
  let seen = new Map<string, Seen>();
  let isStopped = false;
  let cancel = schedule();

  function schedule(): () => void {
    return clock.setTimer(() => void round(), listenerDeadMs * (0.5 + Math.random() / 2));
  }

  async function round(): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!isStopped) report(toReport('Queues of dead listeners could not be removed', error));
    }
    if (!isStopped) cancel = schedule();
  }

  async function look(): Promise<void> {
    const looked = new Map<string, Seen>();
    const now = clock.monotonic();
    for (const [name, url] of await listQueues(connection.try, names.listenerPrefix)) {
      const heartbeat = (await readTags(connection.try, url))?.[heartbeatName];
      if (heartbeat === undefined) continue; // gone already
      const before = seen.get(name);
      const present = before?.heartbeat === heartbeat ? before : { heartbeat, since: now };
      looked.set(name, present);
      if (now - present.since >= listenerDeadMs) await remove(url);
    }
    seen = looked;
  }

  /** First what sends to the queue, so that no subscription is left that nobody would find. */
  async function remove(url: string): Promise<void> {
    const topics = [...places().topics.values()];
    const queueArn = topics.length > 0 ? await readArn(connection.try, url) : '';
    for (const topicArn of topics) {
      const subscription = (await listSubscriptions(connection.try, topicArn)).get(queueArn);
      if (subscription !== undefined) await unsubscribe(connection.try, subscription);
    }
    await deleteQueue(connection.try, url);
  }

  return () => {
    isStopped = true;
    cancel();
  };
}
