import { createListener } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import { type Clients, closeClient } from './clients.ts';
import type { Names } from './names.ts';
import { endsOf, type OffsetsOf, offsetIn } from './offsets.ts';
import { createPartition } from './partition.ts';
import { createReader } from './reader.ts';
import { readMessage, UnreadableError } from './records.ts';
import { createTroubleReport } from './trouble.ts';

export interface ListeningOptions {
  readonly clients: Clients;
  readonly names: Names;
  readonly subscription: BusSubscription;
  readonly clock: Clock;
  report(error: unknown): void;
}

/**
 * Hears every message and broadcast of the topics from now on, in no group and without a trace at the brokers: it reads all
 * partitions from their ends as they are now. The answer stops it.
 */
export async function listen(options: ListeningOptions): Promise<() => Promise<void>> {
  const { clients, names, subscription, clock, report } = options;
  const ours = new Map(
    subscription.topics.flatMap((topic) => [
      [names.topicOf(topic), { topic, isBroadcast: false }],
      [names.broadcastOf(topic), { topic, isBroadcast: true }],
    ]),
  );
  const topics = [...ours.keys()];
  const client = clients.reader();
  let ends: OffsetsOf;
  try {
    ends = await endsOf(client, topics);
  } catch (error) {
    await closeClient(client);
    throw error;
  }
  const trouble = createTroubleReport({ label: clients.label, clock, report });
  const listener = createListener(subscription, report);
  const reader = createReader({
    client,
    topics,
    mayRead: () => true,
    onRecord(partition, record) {
      const { topic = '', isBroadcast } = ours.get(partition.topic) ?? {};
      const message = readMessage(topic, record.key, record.value);
      if (!message) report(new UnreadableError());
      else if (isBroadcast) listener.tellNewest(message);
      else listener.tell(message);
    },
    onReconnect: () => subscription.onReconnect?.(),
    report: trouble,
  });
  reader.add(
    [...ends].flatMap(([topic, offsets]) => offsets.map((_, n) => createPartition(topic, n, offsetIn(ends, topic, n)))),
  );
  return async () => {
    await Promise.all([listener.stop(), reader.stop()]);
  };
}
