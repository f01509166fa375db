import type { BusTopology } from '@myevents/ports';

/** What Kafka's topics and consumer groups are called: `.` stands between the parts and within none of them. */
export interface Names {
  /** The messages of a topic. */
  topicOf(topic: string): string;
  /** What is told to subscribers without a group only, and kept for minutes. */
  broadcastOf(topic: string): string;
  /** Dead letters of one topic on their way back to one group. */
  replayOf(topic: string, group: string): string;
  /** The dead letters of a group, one for each key. */
  deadOf(group: string): string;
  /**
   * The consumer group. There is one for each topic of a group of ours: members of one consumer group that read different topics
   * would need an assignment that the client library does not do.
   */
  groupOf(topic: string, group: string): string;
}

/** @throws RangeError if a topic or group has a name that Kafka's cannot be made of. */
export function createNames(prefix: string, { topics }: BusTopology): Names {
  for (const { name, groups } of topics) for (const part of [name, ...groups]) assertPart(part);
  return {
    topicOf: (topic) => `${prefix}.${topic}`,
    broadcastOf: (topic) => `${prefix}.${topic}.broadcast`,
    replayOf: (topic, group) => `${prefix}.${topic}.${group}.replay`,
    deadOf: (group) => `${prefix}.${group}.dead`,
    groupOf: (topic, group) => `${prefix}.${topic}.${group}`,
  };
}

function assertPart(part: string): void {
  if (/^[A-Za-z0-9_-]{1,56}$/.test(part)) return;
  throw new RangeError(`${part} cannot be the name of a topic or group on Kafka: 1 to 56 letters, digits, - or _.`);
}
