import { type Consumer, ListOffsetTimestamps } from '@platformatic/kafka';

import type { Partition } from './partition.ts';

/** An offset for each partition of each topic. */
export type OffsetsOf = ReadonlyMap<string, readonly bigint[]>;

/** Where the topics begin, as far as their messages are still kept. */
export async function beginningsOf(client: Consumer, topics: readonly string[]): Promise<OffsetsOf> {
  return client.listOffsets({ topics: [...topics], timestamp: ListOffsetTimestamps.EARLIEST });
}

/** Where the next message of each partition will lie. */
export async function endsOf(client: Consumer, topics: readonly string[]): Promise<OffsetsOf> {
  return client.listOffsets({ topics: [...topics], timestamp: ListOffsetTimestamps.LATEST });
}

export function offsetIn(offsets: OffsetsOf, topic: string, number: number): bigint {
  const offset = offsets.get(topic)?.[number];
  if (offset === undefined || offset < 0n) throw new Error(`Kafka did not tell an offset of ${topic}, ${number}.`);
  return offset;
}

/** Where to go on in a partition: where it would, unless that is no more kept, or never was. */
export async function withinKept(client: Consumer, { topic, number, next }: Partition): Promise<bigint> {
  const beginning = offsetIn(await beginningsOf(client, [topic]), topic, number);
  const end = offsetIn(await endsOf(client, [topic]), topic, number);
  if (next < beginning) return beginning;
  return next > end ? end : next;
}
