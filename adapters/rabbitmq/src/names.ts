import { hash } from 'node:crypto';

/** The members of a group share so many queues: more members than that and some have nothing to do. */
export const queuesPerGroup = 8;

/** What everything is called on the broker. */
export interface Names {
  /** Fanout exchange: what is published for a topic. */
  topic(topic: string): string;
  /** Fanout exchange: what is broadcast for a topic, to listeners only. */
  broadcast(topic: string): string;
  /** Consistent-hash exchange before the queues of a group. */
  group(group: string, topic: string): string;
  queue(group: string, topic: string, n: number): string;
  /** Queue with the dead letters of a group, whatever their topic. */
  dead(group: string): string;
  /** Exclusive queue, held by whoever reads the dead letters: a lock that ends with its connection. */
  reading(group: string): string;
  /** Fanout exchange on which the members of a group tell each other that they are there. */
  members(group: string): string;
  /** Exclusive queue of one connection. */
  own(purpose: string, id: string): string;
}

export function createNames(prefix: string): Names {
  return {
    topic: (topic) => `${prefix}.${topic}`,
    broadcast: (topic) => `${prefix}.${topic}.broadcast`,
    group: (group, topic) => `${prefix}.${group}.${topic}`,
    queue: (group, topic, n) => `${prefix}.${group}.${topic}.${n}`,
    dead: (group) => `${prefix}.${group}.dead`,
    reading: (group) => `${prefix}.reading.${group}`,
    members: (group) => `${prefix}.${group}.members`,
    own: (purpose, id) => `${prefix}.${purpose}.${id}`,
  };
}

/** What the consistent-hash exchange hashes. A routing key has 255 bytes at most, a message key may have more. */
export function routingKeyOf(key: string): string {
  return hash('sha1', key, 'hex');
}
