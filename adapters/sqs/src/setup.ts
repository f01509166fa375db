import { setUpPatiently } from '@myevents/bus-kit';
import { type BusTopology, BusUnavailableError, SetupMissingError, type SetupStep } from '@myevents/ports';
import type { Connection } from './connection.ts';
import { isDenied, isRefused, toUnavailable } from './failures.ts';
import type { Names } from './names.ts';
import { createQueue, findQueue, listQueues, readArn } from './queue-calls.ts';
import { createTopic, isTopic, listSubscriptions, subscribeQueue } from './topic-calls.ts';

export interface SetupOptions {
  readonly names: Names;
  readonly topology: BusTopology;
  readonly mode: 'direct' | 'sns';
  readonly onSetup?: ((step: SetupStep) => void) | undefined;
}

/** Where everything of the installation is. */
export interface Places {
  /** The address of a queue by its name. */
  readonly queues: ReadonlyMap<string, string>;
  /** The ARN of a topic by the topic; empty in direct mode. */
  readonly topics: ReadonlyMap<string, string>;
}

/** What a message may stay unhandled, and a dead letter unread: the most that SQS allows. */
const retentionSeconds = String(14 * 24 * 3_600);

/** A message that a group was given so often without handling or burying it kills its handlers: SQS buries it. */
const receivesMax = 20;

/** How often a queue is looked for that somebody else is creating at this moment. */
const creationsMax = 3;

/** Which queues may be sent to by which topic: SNS is nobody's user, so the queue says so. */
export function policyFor(queueArn: string, topicArns: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArns } },
      },
    ],
  });
}

/** The ARN of another queue, or of a topic, of the same account and region. */
export function siblingArn(queueArn: string, service: 'sqs' | 'sns', name: string): string {
  const [arn, partition, , region, account] = queueArn.split(':');
  return [arn, partition, service, region, account, name].join(':');
}

/**
 * Creates what is missing of queues, topics and subscriptions, and answers where everything is. Any number of processes may do this at once.
 * @throws SetupMissingError that names everything that is missing and may not be created.
 * @throws BusUnavailableError if SQS cannot be reached or refuses us.
 */
export async function ensureSetup(connection: Connection, options: SetupOptions): Promise<Places> {
  try {
    const setUp = async (onSetup: (step: SetupStep) => void) => createSetup(connection.try, { ...options, onSetup });
    return await setUpPatiently({ setUp, onSetup: options.onSetup, isFinal: isRefused });
  } catch (error) {
    if (error instanceof SetupMissingError || error instanceof RangeError) throw error;
    throw toUnavailable(error, connection.where);
  }
}

async function createSetup(call: Connection['try'], { names, topology, mode, onSetup }: SetupOptions): Promise<Places> {
  const missing: string[] = [];
  const queues = new Map<string, string>();
  const arns = new Map<string, string>();
  const topics = new Map<string, string>();

  /** Creates a thing unless it is there; undefined if that is denied, which is noted. */
  async function ensure<Found>(
    what: string,
    { find, create }: { readonly find: () => Promise<Found | undefined>; readonly create: () => Promise<Found> },
  ): Promise<Found | undefined> {
    try {
      const found = await allowed(find);
      const present = found ?? (await create());
      onSetup?.({ what, outcome: found === undefined ? 'created' : 'present' });
      return present;
    } catch (error) {
      if (!isDenied(error)) throw error;
      missing.push(what);
      return undefined;
    }
  }

  async function ensureQueue(name: string, attributes: Record<string, string> = {}): Promise<void> {
    const create = async () => createOrFind(call, name, { MessageRetentionPeriod: retentionSeconds, ...attributes });
    const url = await ensure(`queue ${name}`, { find: async () => findQueue(call, name), create });
    if (url === undefined) return;
    queues.set(name, url);
    arns.set(name, await readArn(call, url));
  }

  async function ensureTopic(topic: string): Promise<void> {
    const name = names.topicOf(topic);
    const [anyArn] = arns.values();
    const arn = anyArn === undefined ? undefined : siblingArn(anyArn, 'sns', name);
    const find = async () => (arn !== undefined && (await isTopic(call, arn)) ? arn : undefined);
    const found = await ensure(`topic ${name}`, { find, create: async () => createTopic(call, name) });
    if (found !== undefined) topics.set(topic, found);
  }

  async function ensureSubscriptions({ name, groups }: BusTopology['topics'][number]): Promise<void> {
    const topicArn = topics.get(name);
    if (topicArn === undefined || groups.length === 0) return;
    const present = await allowed(async () => listSubscriptions(call, topicArn));
    for (const queue of groups.map((group) => names.queueOf(name, group))) {
      const queueArn = arns.get(queue);
      if (queueArn === undefined) continue;
      await ensure(`subscription of ${queue} to ${names.topicOf(name)}`, {
        find: async () => present?.get(queueArn),
        create: async () => subscribeQueue(call, { topicArn, queueArn, isPublishedOnly: true }),
      });
    }
  }

  if (mode === 'direct' && (await allowed(async () => listQueues(call, names.listenerPrefix))) === undefined)
    missing.push('permission sqs:ListQueues');
  const groups = new Set(topology.topics.flatMap(({ groups }) => groups));
  await Promise.all([...groups].map(async (group) => ensureQueue(names.deadOf(group))));
  const pairs = topology.topics.flatMap(({ name, groups }) => groups.map((group) => ({ name, group })));
  await Promise.all(
    pairs.map(async ({ name, group }) => {
      const queue = names.queueOf(name, group);
      const deadArn = arns.get(names.deadOf(group));
      if (deadArn === undefined) missing.push(`queue ${queue}, unless it is there`);
      else await ensureQueue(queue, groupAttributes({ deadArn, queue, topic: names.topicOf(name), mode }));
    }),
  );
  if (mode === 'sns') {
    await Promise.all(topology.topics.map(async ({ name }) => ensureTopic(name)));
    await Promise.all(topology.topics.map(ensureSubscriptions));
  }
  if (missing.length > 0)
    throw new SetupMissingError(`On SQS these are missing and may not be created: ${missing.join(', ')}.`);
  return { queues, topics };
}

interface GroupQueuePlace {
  readonly deadArn: string;
  readonly queue: string;
  readonly topic: string;
  readonly mode: 'direct' | 'sns';
}

function groupAttributes({ deadArn, queue, topic, mode }: GroupQueuePlace): Record<string, string> {
  const queueArn = siblingArn(deadArn, 'sqs', queue);
  return {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: receivesMax }),
    ...(mode === 'sns' ? { Policy: policyFor(queueArn, [siblingArn(deadArn, 'sns', topic)]) } : {}),
  };
}

/** Undefined if we may not even look. */
async function allowed<Found>(look: () => Promise<Found | undefined>): Promise<Found | undefined> {
  try {
    return await look();
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}

/** Somebody with an older version of us may have created it with other attributes: then it is taken as it is. */
async function createOrFind(
  call: Connection['try'],
  name: string,
  attributes: Record<string, string>,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createQueue(call, { name, attributes });
    } catch (error) {
      const isOther = error instanceof Error && /^QueueNameExists|QueueAlreadyExists/.test(error.name);
      const url = isOther ? await findQueue(call, name) : undefined;
      if (url !== undefined) return url;
      if (!isOther || attempt >= creationsMax) throw error;
    }
  }
}

/** The address of a queue of the setup. @throws BusUnavailableError if it is not known, which is a setup under way. */
export function queueAt({ queues }: Places, name: string): string {
  const url = queues.get(name);
  if (url === undefined) throw new BusUnavailableError(`The queue ${name} is not there.`);
  return url;
}
