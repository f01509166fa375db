import type { Message } from '@aws-sdk/client-sqs';
import { createListener } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import { type Connection, toReport } from './connection.ts';
import { isGone } from './failures.ts';
import { heartbeatTags } from './janitor.ts';
import type { Names } from './names.ts';
import { createQueue, deleteMessages, deleteQueue, receive, tagQueue } from './queue-calls.ts';
import { type Places, policyFor, siblingArn } from './setup.ts';
import { subscribeQueue, unsubscribe } from './topic-calls.ts';
import { wait } from './wait.ts';
import { unpack } from './wire.ts';

export interface ListenerOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly names: Names;
  readonly mode: 'direct' | 'sns';
  readonly waitSeconds: number;
  readonly heartbeatMs: number;
  readonly places: () => Places;
  /** Resolves once everything published from then on arrives in the queue. */
  announce(queue: ListenerQueue, signal: AbortSignal): Promise<void>;
  report(error: unknown): void;
}

/** The queue of one subscriber without a group. */
export interface ListenerQueue {
  readonly name: string;
  readonly topics: readonly string[];
  /** Resolves when a probe of the topic with this key has come out of the queue. */
  heard(topic: string, key: string): Promise<void>;
}

interface OwnQueue extends ListenerQueue {
  readonly url: string;
  readonly subscriptions: readonly string[];
}

/** What waited longer is gone: a process that was away so long learns by `onReconnect` that it missed something. */
const retentionSeconds = 900;
const visibilityMs = 30_000;
const pauseMs = 300;
/** A queue that cannot be removed now is removed by the janitor of some process later. */
const removalMs = 2_000;

/**
 * A subscriber without a group: a queue of its own, which lives as long as the subscription. Resolves once everything that is
 * published from now on arrives in it. The answer ends it.
 */
export async function openListenerQueue(
  subscription: BusSubscription,
  options: ListenerOptions,
): Promise<() => Promise<void>> {
  const { connection, clock, names, mode, waitSeconds, heartbeatMs, places, announce, report } = options;
  const topics = new Set(subscription.topics);
  const listener = createListener(subscription, report);
  const stopping = new AbortController();
  const probes = new Map<string, () => void>();
  let queue = await createOwnQueue();
  let lastReceivedAt = clock.monotonic();
  let returnsSeen = connection.returns();
  let cancelHeartbeat = clock.setTimer(() => void beat(), heartbeatMs);

  async function createOwnQueue(): Promise<OwnQueue> {
    const name = names.createListener([...topics]);
    const retention = { MessageRetentionPeriod: `${retentionSeconds}` };
    const tags = heartbeatTags(clock.now());
    const heard = async (topic: string, key: string) =>
      new Promise<void>((resolve) => probes.set(JSON.stringify([topic, key]), resolve));
    const common = { name, topics: [...topics], heard };
    if (mode === 'direct') {
      const url = await createQueue(connection.call, { name, attributes: retention, tags });
      return { ...common, url, subscriptions: [] };
    }
    const topicArns = [...topics].map((topic) => places().topics.get(topic) ?? '');
    const queueArn = siblingArn(topicArns[0] ?? '', 'sqs', name);
    const attributes = { ...retention, Policy: policyFor(queueArn, topicArns) };
    const url = await createQueue(connection.call, { name, attributes, tags });
    const subscribe = async (topicArn: string) =>
      subscribeQueue(connection.call, { topicArn, queueArn, isPublishedOnly: false });
    return { ...common, url, subscriptions: await Promise.all(topicArns.map(subscribe)) };
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await connection.up();
        const { url } = queue;
        const limits = { url, waitSeconds, visibilityMs, signal: stopping.signal };
        const messages = await receive(connection.call, limits);
        if (stopping.signal.aborted) return;
        noticeGap();
        hear(url, messages);
      } catch (error) {
        if (stopping.signal.aborted) return;
        report(toReport('The queue of a listener could not be read', error));
        if (isGone(error)) await replaceQueue();
        await wait(pauseMs, stopping.signal);
      }
    }
  }

  /** The broker may have lost what it had, or kept it no longer: caches must be looked through. */
  function noticeGap(): void {
    const now = clock.monotonic();
    const wasLong = now - lastReceivedAt > (retentionSeconds * 1_000) / 2;
    const wasAway = returnsSeen !== connection.returns();
    lastReceivedAt = now;
    returnsSeen = connection.returns();
    if (wasLong || wasAway) reconnected();
  }

  function reconnected(): void {
    try {
      subscription.onReconnect?.();
    } catch (error) {
      report(error);
    }
  }

  /** The broker lost everything, or a janitor took us for dead. */
  async function replaceQueue(): Promise<void> {
    try {
      queue = await createOwnQueue();
      void announceAgain(queue);
    } catch (error) {
      connection.lost(error);
      report(toReport('A listener could not get a new queue', error));
    }
  }

  async function announceAgain(replaced: ListenerQueue): Promise<void> {
    while (replaced === queue && !stopping.signal.aborted) {
      try {
        await announce(replaced, stopping.signal);
        return reconnected();
      } catch (error) {
        report(toReport('A listener could not make its new queue known', error));
        await wait(pauseMs, stopping.signal);
      }
    }
  }

  function hear(url: string, messages: readonly Message[]): void {
    if (messages.length === 0) return;
    for (const { Body, MessageAttributes } of messages) {
      try {
        const { message, kind } = unpack(Body, MessageAttributes);
        if (kind === 'probe') probes.get(JSON.stringify([message.topic, message.key]))?.();
        else if (!topics.has(message.topic)) continue;
        else if (kind === 'broadcast') listener.tellNewest(message);
        else listener.tell(message);
      } catch (error) {
        report(error);
      }
    }
    const receipts = messages.map(({ ReceiptHandle = '' }) => ReceiptHandle);
    deleteMessages(connection.call, url, receipts).catch((error: unknown) =>
      report(toReport('Messages of a listener could not be deleted', error)),
    );
  }

  async function beat(): Promise<void> {
    try {
      await tagQueue(connection.try, queue.url, heartbeatTags(clock.now()));
    } catch (error) {
      report(toReport('A listener could not say that it is alive', error));
    }
    if (!stopping.signal.aborted) cancelHeartbeat = clock.setTimer(() => void beat(), heartbeatMs);
  }

  async function remove(): Promise<void> {
    const limited: Connection['try'] = async (work) => connection.try(work, { withinMs: removalMs });
    try {
      await Promise.all(queue.subscriptions.map(async (arn) => unsubscribe(limited, arn)));
      await deleteQueue(limited, queue.url);
    } catch (error) {
      report(toReport('The queue of a listener could not be removed', error));
    }
  }

  const running = run();
  async function stop(): Promise<void> {
    stopping.abort();
    cancelHeartbeat();
    await Promise.all([running, listener.stop()]);
    await remove();
  }

  try {
    await announce(queue, stopping.signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
