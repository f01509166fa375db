import type { BusTopology, DeadLetter } from '@myevents/ports';
import { type Clients, closeClient, within } from './clients.ts';
import { type KeptLetter, letterHeader, toLetter } from './letters.ts';
import type { Names } from './names.ts';
import { beginningsOf, endsOf, offsetIn } from './offsets.ts';
import { createPartition } from './partition.ts';
import type { Publisher } from './publisher.ts';
import { createReader } from './reader.ts';
import { toHeaders } from './records.ts';

export interface DeadLettersOptions {
  readonly clients: Clients;
  readonly names: Names;
  readonly topology: BusTopology;
  readonly publisher: Publisher;
}

export interface DeadLetters {
  list(group: string): Promise<readonly DeadLetter[]>;
  replay(group: string): Promise<number>;
}

/** No list is so long that reading it takes longer, as long as the brokers answer. */
const readingMsMax = 60_000;

/** Few enough to be confirmed in the time that a call has, also if each is as large as can be. */
const copiesAtOnce = 50;

/** The letters of a group, read anew at each call from a topic that keeps the newest record of each. */
export function openDeadLetters({ clients, names, topology, publisher }: DeadLettersOptions): DeadLetters {
  async function read(group: string): Promise<readonly KeptLetter[]> {
    const topic = names.deadOf(group);
    const client = clients.reader();
    let start: bigint;
    let end: bigint;
    try {
      [start, end] = [
        offsetIn(await beginningsOf(client, [topic]), topic, 0),
        offsetIn(await endsOf(client, [topic]), topic, 0),
      ];
    } catch (error) {
      await closeClient(client);
      throw error;
    }
    const letters = new Map<string, KeptLetter>();
    const partition = createPartition(topic, 0, start);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const reader = createReader({
      client,
      topics: [topic],
      // Asked before each fetch, and so after the records of the one before: also when the last of them were compacted away.
      mayRead: ({ next }) => {
        if (next >= end) resolve();
        return next < end;
      },
      onRecord(_, record) {
        letters.delete(record.key); // a letter written again goes to the end of the list
        const letter = toLetter(group, record);
        if (letter) letters.set(record.key, letter);
      },
      report: reject,
    });
    try {
      reader.add([partition]);
      await within(readingMsMax, promise);
    } finally {
      await reader.stop();
    }
    return [...letters.values()];
  }

  return {
    async list(group) {
      return (await read(group)).map(({ letter }) => letter);
    },
    async replay(group) {
      const letters = (await read(group)).filter(({ letter: { message } }) =>
        topology.topics.some(({ name, groups }) => name === message.topic && groups.includes(group)),
      );
      const copies = letters.map(({ letter: { id, message }, body }) => ({
        topic: names.replayOf(message.topic, group),
        key: Buffer.from(message.key),
        value: body,
        headers: toHeaders({ [letterHeader]: id }),
      }));
      for (let n = 0; n < copies.length; n += copiesAtOnce) await publisher.publish(copies.slice(n, n + copiesAtOnce));
      return letters.length;
    },
  };
}
