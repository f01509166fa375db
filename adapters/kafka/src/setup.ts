import { setTimeout as sleep } from 'node:timers/promises';
import { type BusTopology, SetupMissingError, type SetupStep } from '@myevents/ports';
import { type Refusal, refusalsOf } from './failure.ts';
import type { KafkaAddress } from './kafka-url.ts';
import type { Names } from './names.ts';

interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** The calls of the client library's Admin that setting up takes. */
export interface TopicAdmin {
  listTopics(): Promise<string[]>;
  createTopics(options: {
    topics: { topic: string; partitions: number; replicas?: number }[];
    configs: { name: string; value: string }[];
  }): Promise<unknown>;
}

const dayMs = 86_400_000;

/** Only at creation: what an operator changes later stays. A group may be away for as long as messages are kept. */
const messageConfigs = { 'cleanup.policy': 'delete', 'retention.ms': String(7 * dayMs) };
const broadcastConfigs = {
  'cleanup.policy': 'delete',
  'retention.ms': '60000',
  'segment.ms': '60000',
  'segment.bytes': '16777216',
};
/** The newest record of a letter is kept for ever; one that was handled is forgotten after a day. */
const deadConfigs = {
  'cleanup.policy': 'compact',
  'segment.ms': '3600000',
  'min.cleanable.dirty.ratio': '0.1',
};

const broadcastPartitions = 3;
const replayPartitions = 3;
const existing = 'TOPIC_ALREADY_EXISTS';
const denials = ['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'POLICY_VIOLATION'];

/** What the topology needs. Kafka's consumer groups come into being with their first member. */
export function planTopics(names: Names, { topics }: BusTopology, partitions: number): readonly TopicPlan[] {
  const groups = new Set(topics.flatMap((topic) => topic.groups));
  return [
    ...topics.flatMap(({ name, groups: listening }) => [
      { name: names.topicOf(name), partitions, configs: messageConfigs },
      { name: names.broadcastOf(name), partitions: broadcastPartitions, configs: broadcastConfigs },
      ...listening.map((group) => ({
        name: names.replayOf(name, group),
        partitions: replayPartitions,
        configs: messageConfigs,
      })),
    ]),
    ...[...groups].map((group) => ({ name: names.deadOf(group), partitions: 1, configs: deadConfigs })),
  ];
}

/**
 * Creates the topics that are missing. Safe at the same time from many processes, and when repeated.
 * @throws SetupMissingError naming all that are missing where we may not create them.
 */
export async function setUpTopics(
  admin: TopicAdmin,
  plans: readonly TopicPlan[],
  { replication }: Pick<KafkaAddress, 'replication'>,
  onSetup: (step: SetupStep) => void = () => {},
): Promise<void> {
  const present = new Set(await admin.listTopics());
  const wanted = plans.filter(({ name }) => !present.has(name));
  const denied: string[] = [];
  for (const plan of plans) if (present.has(plan.name)) onSetup({ what: `topic ${plan.name}`, outcome: 'present' });
  for (const alike of Map.groupBy(wanted, ({ configs }) => configs).values()) {
    const refusals = await create(admin, alike, replication);
    for (const [n, { name }] of alike.entries()) {
      const apiId = refusals.get(n)?.apiId;
      if (apiId !== undefined && apiId !== existing) denied.push(name);
      else onSetup({ what: `topic ${name}`, outcome: apiId === existing ? 'present' : 'created' });
    }
  }
  if (denied.length > 0)
    throw new SetupMissingError(
      `Kafka has no topic ${denied.toSorted().join(', no topic ')}, and this user may not create them (operation Create).`,
    );
  await appeared(admin, plans);
}

/** The refusals by place in `plans`; those that mean something else than "is there" or "you may not" are thrown. */
async function create(
  admin: TopicAdmin,
  plans: readonly TopicPlan[],
  replication: number | undefined,
): Promise<ReadonlyMap<number, Refusal>> {
  const [first] = plans;
  try {
    await admin.createTopics({
      topics: plans.map(({ name, partitions }) => ({
        topic: name,
        partitions,
        ...(replication === undefined ? {} : { replicas: replication }),
      })),
      configs: Object.entries(first?.configs ?? {}).map(([name, value]) => ({ name, value })),
    });
    return new Map();
  } catch (error) {
    const refusals = refusalsOf(error);
    const areUnderstood = refusals.every(({ apiId }) => apiId === existing || denials.includes(apiId));
    if (refusals.length === 0 || !areUnderstood) throw error;
    return new Map(refusals.map((refusal) => [placeOf(refusal), refusal]));
  }
}

function placeOf({ path }: Refusal): number {
  return Number(/\d+/.exec(path)?.[0] ?? -1);
}

/** A broker knows a topic a moment after the controller has made it. */
async function appeared(admin: TopicAdmin, plans: readonly TopicPlan[]): Promise<void> {
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 200)) {
    const present = new Set(await admin.listTopics());
    if (plans.every(({ name }) => present.has(name))) return;
    await sleep(pauseMs);
  }
}
