import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Declared } from '@myevents/bus-kit';
import { type BusMessage, BusUnavailableError } from '@myevents/ports';
import { type Arrivals, createArrivals } from './arrivals.ts';
import type { Connection } from './connection.ts';
import { toUnavailable } from './failures.ts';
import type { ListenerDirectory } from './listener-directory.ts';
import { messageGroupOf, type Names } from './names.ts';
import { type BatchFailures, createSender, type Sender, type SentEntry } from './sender.ts';
import { type Places, queueAt } from './setup.ts';
import { type Parcel, pack } from './wire.ts';

export interface PublisherOptions {
  readonly connection: Connection;
  readonly declared: Declared;
  readonly names: Names;
  readonly publishMs: number;
  /** Only in direct mode; with SNS it is the topic that knows its queues. */
  readonly directory?: ListenerDirectory | undefined;
  /** Where everything is now. */
  readonly places: () => Places;
}

export interface Publisher {
  /** Resolves when every queue has the messages, or the topic that is responsible for them. @throws BusUnavailableError */
  publish(messages: readonly BusMessage[]): Promise<void>;
  /** To the subscribers without a group alone. @throws BusUnavailableError */
  tell(parcels: readonly Parcel[]): Promise<void>;
  /** To the members of one group alone, which is how dead letters are replayed. @throws BusUnavailableError */
  handBack(group: string, parcel: Parcel): Promise<void>;
  /** How many calls it takes at least to tell the listeners of the topic one thing. */
  callsToTell(topic: string): Promise<number>;
}

/** A publish that goes on arriving, but slowly, may take so many times as long as one that does not. */
const slownessMax = 6;
const looksPerPublish = 20;

export function createPublisher(options: PublisherOptions): Publisher {
  const { connection, declared, names, publishMs, directory, places } = options;
  const senders = new Map<string, Sender>();

  function senderOf(name: string, create: () => Sender): Sender {
    const sender = senders.get(name) ?? create();
    senders.set(name, sender);
    return sender;
  }

  function toQueue(name: string): Sender {
    const send = async (entries: readonly SentEntry[]) => sendToQueue(connection, queueAt(places(), name), entries);
    return senderOf(name, () => createSender({ connection, send }));
  }

  /** One that is gone is nobody's any more. */
  function toListener(name: string, url: string): Sender {
    const onGone = () => {
      directory?.forget(name);
      senders.delete(name);
    };
    const send = async (entries: readonly SentEntry[]) => sendToQueue(connection, url, entries);
    return senderOf(name, () => createSender({ connection, send, onGone }));
  }

  function toTopic(topic: string): Sender {
    const send = async (entries: readonly SentEntry[]) =>
      publishToTopic(connection, places().topics.get(topic) ?? '', entries);
    return senderOf(topic, () => createSender({ connection, send }));
  }

  async function listenersOf(topic: string): Promise<readonly Sender[]> {
    if (!directory) return [];
    const all = await directory.current();
    dropSendersBut(all);
    return [...all].filter(([name]) => names.mayListen(name, topic)).map(([name, url]) => toListener(name, url));
  }

  function dropSendersBut(listeners: ReadonlyMap<string, string>): void {
    for (const name of senders.keys())
      if (name.startsWith(names.listenerPrefix) && !listeners.has(name)) senders.delete(name);
  }

  /** Ends what is under way when nothing arrives for `publishMs`, and in any case after a few times that. */
  async function withinTime(work: (arrivals: Arrivals, signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const arrivals = createArrivals();
    const ending = new AbortController();
    const { promise, reject } = Promise.withResolvers<never>();
    const startedAt = performance.now();
    let movedAt = startedAt;
    const timer = setInterval(() => {
      const now = performance.now();
      if (arrivals.isMoving()) movedAt = now;
      if (now - movedAt < publishMs && now - startedAt < publishMs * slownessMax) return;
      const health = connection.health();
      const reason = health.ok ? `SQS at ${connection.where} took longer than ${publishMs} ms.` : health.reason;
      reject(new BusUnavailableError(reason));
    }, publishMs / looksPerPublish);
    try {
      await Promise.race([work(arrivals, ending.signal), promise]);
    } catch (error) {
      throw error instanceof RangeError ? error : toUnavailable(error, connection.where);
    } finally {
      clearInterval(timer);
      ending.abort();
    }
  }

  async function sendAll(parcels: readonly Parcel[], groupsOf: (topic: string) => readonly string[]): Promise<void> {
    const packed = parcels.map((parcel) => ({ parcel, packed: pack(parcel) }));
    await withinTime(async (arrivals, signal) => {
      const listeners = new Map<string, readonly Sender[]>();
      for (const { message } of parcels)
        if (!listeners.has(message.topic)) listeners.set(message.topic, await listenersOf(message.topic));
      const sent = packed.flatMap(({ parcel: { message, kind }, packed }) => {
        const { topic, key } = message;
        const outgoing = { packed, group: messageGroupOf(key, kind === undefined ? 'message' : 'broadcast') };
        const groups = groupsOf(topic).map((group) => toQueue(names.queueOf(topic, group)));
        const ways = directory ? [...groups, ...(listeners.get(topic) ?? [])] : [toTopic(topic)];
        return ways.map((sender) => arrivals.send(sender, outgoing, signal));
      });
      await Promise.all(sent);
    });
  }

  return {
    async publish(messages) {
      for (const { topic } of messages) declared.groupsOf(topic); // all of them or none
      if (messages.length === 0) return;
      await sendAll(
        messages.map((message) => ({ message })),
        declared.groupsOf,
      );
    },
    async tell(parcels) {
      await sendAll(parcels, () => []);
    },
    async handBack(group, parcel) {
      const { topic, key } = parcel.message;
      const outgoing = { packed: pack(parcel), group: messageGroupOf(key) };
      const sender = toQueue(names.queueOf(topic, group));
      await withinTime(async (arrivals, signal) => arrivals.send(sender, outgoing, signal));
    },
    async callsToTell(topic) {
      return directory ? (await listenersOf(topic)).length : 1;
    },
  };
}

async function sendToQueue(connection: Connection, url: string, entries: readonly SentEntry[]): Promise<BatchFailures> {
  const Entries = entries.map(({ packed, group, deduplicationId }, n) => ({
    Id: `${n}`,
    MessageBody: packed.body,
    MessageAttributes: packed.attributes,
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  }));
  const command = new SendMessageBatchCommand({ QueueUrl: url, Entries });
  const { Failed } = await connection.call(({ sqs }, options) => sqs.send(command, options));
  return toFailures(Failed);
}

async function publishToTopic(
  connection: Connection,
  topicArn: string,
  entries: readonly SentEntry[],
): Promise<BatchFailures> {
  const PublishBatchRequestEntries = entries.map(({ packed, group, deduplicationId }, n) => ({
    Id: `${n}`,
    Message: packed.body,
    MessageAttributes: packed.attributes,
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  }));
  const command = new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries });
  const { Failed } = await connection.call(async ({ sns }, options) => {
    if (!sns) throw new Error('There is no SNS without mode=sns.');
    return sns.send(command, options);
  });
  return toFailures(Failed);
}

interface FailedEntry {
  readonly Id?: string | undefined;
  readonly Code?: string | undefined;
  readonly SenderFault?: boolean | undefined;
}

function toFailures(failed: readonly FailedEntry[] = []): BatchFailures {
  return new Map(
    failed.map(({ Id, Code, SenderFault }) => [Number(Id), { code: Code ?? 'unknown', isOurs: SenderFault === true }]),
  );
}
