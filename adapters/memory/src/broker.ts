import { randomUUID } from 'node:crypto';
import { createDeclared, createGroupQueue, type Delivery, type GroupQueue, type Listener } from '@myevents/bus-kit';
import { type BusMessage, type BusTopology, type Clock, type DeadLetter, systemClock } from '@myevents/ports';
import { createDeadLetterShelf, type DeadLetterShelf } from './dead-letter-shelf.ts';

export interface MemoryBrokerOptions {
  readonly topology: BusTopology;
  /** How often a handler is tried before its message becomes a dead letter. Default 8. */
  readonly attemptsMax?: number;
  /** The pause before the second attempt, doubled before each further one, 30 s at most. Default 100. */
  readonly backoffMs?: number;
  /** Default: in memory. */
  readonly deadLetters?: DeadLetterShelf;
  readonly clock?: Clock;
  /** Told of every failure of a handler: the topic, and the group if it has one. */
  readonly onError?: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
}

/** The embedded message broker: queues in this process, shared by the buses opened on it and by nothing else. */
export interface MemoryBroker {
  /** Hands a message to every group of its topic and to every listener; resolves when all groups are done with it. */
  publish(message: BusMessage): Promise<void>;
  broadcast(message: BusMessage): void;
  queueOf(topic: string, group: string): GroupQueue;
  listenersOf(topic: string): Set<Listener>;
  reportOf(topic: string): (error: unknown) => void;
  readonly deadLetters: {
    list(group: string): Promise<readonly DeadLetter[]>;
    replay(group: string): Promise<number>;
  };
}

interface Topic {
  readonly groups: ReadonlyMap<string, GroupQueue>;
  readonly listeners: Set<Listener>;
}

export function createMemoryBroker(options: MemoryBrokerOptions): MemoryBroker {
  const {
    topology,
    attemptsMax = 8,
    backoffMs = 100,
    deadLetters = createDeadLetterShelf(),
    clock = systemClock,
  } = options;
  const declared = createDeclared(topology);
  const replaying = new Set<string>();
  const topics = new Map<string, Topic>();
  for (const { name, groups } of topology.topics) {
    const queues = groups.map((group) => [group, createQueue(name, group)] as const);
    topics.set(name, { groups: new Map(queues), listeners: new Set() });
  }

  function createQueue(topic: string, group: string): GroupQueue {
    const report = (error: unknown) => options.onError?.(error, { topic, group });
    return createGroupQueue({ clock, attemptsMax, backoffMs, report, bury });

    async function bury(
      { message, letterId }: Delivery,
      failure: { readonly error: unknown; readonly attempts: number },
    ) {
      const { error, attempts } = failure;
      const text = error instanceof Error ? error.message : String(error);
      const id = letterId ?? randomUUID();
      await deadLetters.save({ id, group, message, error: text.slice(0, 500), attempts, failedAt: clock.now() });
    }
  }

  function topicOf(name: string): Topic {
    declared.groupsOf(name);
    return topics.get(name) as Topic;
  }

  function queueOf(topic: string, group: string): GroupQueue {
    declared.assertGroupOf(topic, group);
    return topicOf(topic).groups.get(group) as GroupQueue;
  }

  /** A letter stays on the shelf until its message is handled, so a crash in between loses nothing. */
  function replay(letter: DeadLetter): boolean {
    const queue = topics.get(letter.message.topic)?.groups.get(letter.group);
    if (!queue || replaying.has(letter.id)) return false;
    replaying.add(letter.id);
    const onDone = async (how: 'handled' | 'dead') => {
      try {
        if (how === 'handled') await deadLetters.remove(letter.id);
      } catch (error) {
        options.onError?.(error, { topic: letter.message.topic, group: letter.group });
      } finally {
        replaying.delete(letter.id);
      }
    };
    queue.enqueue({ message: letter.message, letterId: letter.id, onDone: (how) => void onDone(how) });
    return true;
  }

  return {
    async publish(message) {
      const { groups, listeners } = topicOf(message.topic);
      for (const listener of listeners) listener.tell(message);
      const handled = [...groups.values()].map(
        (queue) => new Promise<void>((resolve) => queue.enqueue({ message, onDone: () => resolve() })),
      );
      await Promise.all(handled);
    },
    broadcast(message) {
      for (const listener of topicOf(message.topic).listeners) listener.tellNewest(message);
    },
    queueOf,
    listenersOf: (topic) => topicOf(topic).listeners,
    reportOf: (topic) => (error) => options.onError?.(error, { topic }),
    deadLetters: {
      async list(group) {
        declared.assertGroup(group);
        return deadLetters.list(group);
      },
      async replay(group) {
        declared.assertGroup(group);
        return (await deadLetters.list(group)).filter(replay).length;
      },
    },
  };
}
