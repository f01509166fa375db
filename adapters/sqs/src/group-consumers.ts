import type { BusSubscription } from '@myevents/ports';
import { createGroupConsumer, type GroupConsumer, type GroupConsumerOptions } from './group-consumer.ts';
import type { Names } from './names.ts';
import { type Places, queueAt } from './setup.ts';

export interface Membership {
  readonly topic: string;
  readonly group: string;
  readonly handle: BusSubscription['handle'];
}

export interface GroupConsumersOptions extends Omit<GroupConsumerOptions, 'url' | 'group' | 'report'> {
  readonly names: Names;
  readonly places: () => Places;
  readonly report: (error: unknown, topic: string, group: string) => void;
}

export interface GroupConsumers {
  /** Adds a member to the group; the answer removes it, and gives back what the group here has not handled if it was the last one. */
  join(membership: Membership): Promise<() => Promise<void>>;
}

interface Running {
  readonly consumer: GroupConsumer;
  members: number;
}

/** One consumer per topic and group, from its first member to its last. */
export function createGroupConsumers(options: GroupConsumersOptions): GroupConsumers {
  const { names, places, report } = options;
  const running = new Map<string, Running>();
  const stopping = new Map<string, Promise<void>>();

  function start({ topic, group }: Membership, name: string): Running {
    const url = () => queueAt(places(), name);
    const consumer = createGroupConsumer({ ...options, group, url, report: (error) => report(error, topic, group) });
    const started = { consumer, members: 0 };
    running.set(name, started);
    return started;
  }

  async function leave(name: string, left: Running): Promise<void> {
    left.members -= 1;
    if (left.members > 0) return;
    running.delete(name);
    const stopped = left.consumer.stop().finally(() => stopping.delete(name));
    stopping.set(name, stopped);
    await stopped;
  }

  return {
    async join(membership) {
      const name = names.queueOf(membership.topic, membership.group);
      await stopping.get(name);
      const joined = running.get(name) ?? start(membership, name);
      joined.members += 1;
      const end = joined.consumer.join(membership.handle);
      return async () => {
        await end();
        await leave(name, joined);
      };
    },
  };
}
