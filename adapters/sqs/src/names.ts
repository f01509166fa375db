import { createHash, randomBytes } from 'node:crypto';
import type { BusTopology } from '@myevents/ports';

/** What the queues and topics of one installation are called: `_` stands between the parts and within none of them. */
export interface Names {
  /** The work of a group in one topic. */
  queueOf(topic: string, group: string): string;
  /** The dead letters of a group. */
  deadOf(group: string): string;
  topicOf(topic: string): string;
  /** A fresh name for the queue of a subscriber without a group. */
  createListener(topics: readonly string[]): string;
  /** What the names of all such queues begin with. */
  readonly listenerPrefix: string;
  /** Whether the subscriber with a queue of this name may want to hear of the topic: false only if it surely does not. */
  mayListen(queue: string, topic: string): boolean;
}

/** A name of AWS has 80 characters at most. With more topics than these a listener is told everything and chooses itself. */
const listenedTopicsMax = 6;
const reserved = new Set(['listener', 'dead']);

/** @throws RangeError if a topic or group has a name that no queue can have. */
export function createNames(prefix: string, { topics }: BusTopology): Names {
  for (const { name, groups } of topics) for (const part of [name, ...groups]) assertPart(part);
  const listenerPrefix = `${prefix}_listener_`;
  const names: Names = {
    queueOf: (topic, group) => `${prefix}_${group}_${topic}.fifo`,
    deadOf: (group) => `${prefix}_${group}_dead.fifo`,
    topicOf: (topic) => `${prefix}_${topic}.fifo`,
    createListener(listened) {
      const marks = listened.length > listenedTopicsMax ? 'all' : [...new Set(listened.map(markOf))].join('');
      return `${listenerPrefix}${marks}_${randomBytes(5).toString('hex')}.fifo`;
    },
    listenerPrefix,
    mayListen(queue, topic) {
      const marks = queue.slice(listenerPrefix.length).split('_')[0] ?? '';
      const mark = markOf(topic);
      return marks === 'all' || marks.match(/..../g)?.some((each) => each === mark) === true;
    },
  };
  for (const { name, groups } of topics) {
    for (const made of [names.topicOf(name), ...groups.map((group) => names.queueOf(name, group))]) {
      if (made.length > 80) throw new RangeError(`The name ${made} is too long for SQS: 80 characters at most.`);
    }
  }
  return names;
}

function assertPart(part: string): void {
  if (/^[A-Za-z0-9-]{1,40}$/.test(part) && !reserved.has(part)) return;
  throw new RangeError(`${part} cannot be the name of a topic or group on SQS: letters, digits and hyphens only.`);
}

function markOf(topic: string): string {
  return createHash('sha256').update(topic).digest('hex').slice(0, 4);
}

/** What keeps its order: any key, as the few characters that a message group may have. */
export function messageGroupOf(key: string, kind: 'message' | 'broadcast' = 'message'): string {
  const digest = createHash('sha256').update(key).digest('base64url');
  return kind === 'broadcast' ? `b-${digest}` : digest;
}
