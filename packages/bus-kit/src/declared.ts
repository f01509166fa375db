import type { BusTopology } from '@myevents/ports';

/** What a topology declares, looked up by name. */
export interface Declared {
  /** The groups of a topic. @throws RangeError that names the topic if nobody declared it. */
  groupsOf(topic: string): readonly string[];
  /** @throws RangeError that names what is missing. */
  assertGroupOf(topic: string, group: string): void;
  /** @throws RangeError if no topic has such a group. */
  assertGroup(group: string): void;
}

export function createDeclared({ topics }: BusTopology): Declared {
  const groups = new Map(topics.map((topic) => [topic.name, topic.groups]));

  function groupsOf(topic: string): readonly string[] {
    const found = groups.get(topic);
    if (!found) throw new RangeError(`There is no topic ${topic}: it must be declared in the topology.`);
    return found;
  }

  return {
    groupsOf,
    assertGroupOf(topic, group) {
      if (groupsOf(topic).includes(group)) return;
      throw new RangeError(`There is no group ${group} of topic ${topic}: it must be declared in the topology.`);
    },
    assertGroup(group) {
      if (topics.some((topic) => topic.groups.includes(group))) return;
      throw new RangeError(`There is no group ${group}: it must be declared in the topology.`);
    },
  };
}
