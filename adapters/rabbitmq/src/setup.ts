import { type BusTopology, SetupMissingError, type SetupStep } from '@myevents/ports';
import type { Channel } from 'rabbitmq-client';
import { closeChannel, type Link } from './link.ts';
import { type Names, queuesPerGroup } from './names.ts';
import { codeOf, isUnknownExchangeType, reasonOf } from './refusal.ts';

type Arguments = Readonly<Record<string, string | number | boolean>>;

type Part =
  | { readonly kind: 'exchange'; readonly name: string; readonly type: string }
  | { readonly kind: 'queue'; readonly name: string; readonly arguments: Arguments };

interface Binding {
  readonly source: string;
  readonly destination: string;
  readonly kind: 'exchange' | 'queue';
  readonly routingKey: string;
}

interface Plan {
  readonly parts: readonly Part[];
  readonly bindings: readonly Binding[];
}

/**
 * After so many deliveries that ended without an answer (each time the member, its process or its connection died) a message is
 * taken for what kills them and goes to the dead letters. Without a number of ours RabbitMQ 4 takes 20.
 */
export const deliveriesMax = 100;

/** Reading the dead letters puts them back, which counts as a delivery: no number of readings may drop one. */
const readingsMax = 1_000_000_000;

const hashType = 'x-consistent-hash';

/** So many channels set things up side by side: a new quorum queue takes the broker some milliseconds. */
const channelsAtOnce = 4;

/**
 * Creates what the topology needs and is missing. Safe at the same time from many processes, and when repeated.
 * @throws SetupMissingError naming what is missing where we may not create it, or the plugin.
 */
export async function setUp(
  link: Link,
  names: Names,
  topology: BusTopology,
  onSetup: (step: SetupStep) => void = () => {},
): Promise<void> {
  const { parts, bindings } = planOf(names, topology);
  const missing: string[] = [];
  await inParallel(link, parts, async (part, { use }) => {
    const isPresent = await use(async (channel) => look(channel, part));
    const isDeclared = await use(async (channel) => declare(channel, part));
    const what = `${part.kind} ${part.name}`;
    if (!isPresent && !isDeclared) missing.push(what);
    else onSetup({ what, outcome: isPresent ? 'present' : 'created' });
  });
  if (missing.length > 0)
    throw new SetupMissingError(
      `RabbitMQ has no ${missing.toSorted().join(', no ')}, and this user may not create them (permission "configure").`,
    );
  await inParallel(link, bindings, async (binding, { use }) => use(async (channel) => bind(channel, binding)));
}

function planOf(names: Names, { topics }: BusTopology): Plan {
  const parts: Part[] = [];
  const bindings: Binding[] = [];
  const groups = new Set(topics.flatMap((topic) => topic.groups));
  for (const group of groups) {
    parts.push(
      { kind: 'exchange', name: names.members(group), type: 'fanout' },
      { kind: 'queue', name: names.dead(group), arguments: quorum({ 'x-delivery-limit': readingsMax }) },
    );
  }
  for (const topic of topics) {
    parts.push({ kind: 'exchange', name: names.topic(topic.name), type: 'fanout' });
    parts.push({ kind: 'exchange', name: names.broadcast(topic.name), type: 'fanout' });
    for (const group of topic.groups) {
      const exchange = names.group(group, topic.name);
      parts.push({ kind: 'exchange', name: exchange, type: hashType });
      for (let n = 0; n < queuesPerGroup; n += 1) {
        const queue = names.queue(group, topic.name, n);
        parts.push({ kind: 'queue', name: queue, arguments: workArguments(names.dead(group)) });
        bindings.push({ source: exchange, destination: queue, kind: 'queue', routingKey: '1' }); // its weight
      }
      bindings.push({ source: names.topic(topic.name), destination: exchange, kind: 'exchange', routingKey: '' });
    }
  }
  return { parts, bindings };
}

function quorum(more: Arguments): Arguments {
  return { 'x-queue-type': 'quorum', ...more };
}

/** A queue of a group: one member at a time, and nothing is ever dropped. */
function workArguments(deadQueue: string): Arguments {
  return quorum({
    'x-single-active-consumer': true,
    'x-delivery-limit': deliveriesMax,
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': deadQueue,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish', // which that strategy asks for; there is no maximum, so none is rejected
  });
}

/** Whether it is there, whoever created it. Needs no permission. */
async function look(channel: Channel, part: Part): Promise<boolean> {
  try {
    if (part.kind === 'exchange') await channel.exchangeDeclare({ exchange: part.name, passive: true });
    else await channel.queueDeclare({ queue: part.name, passive: true });
    return true;
  } catch (error) {
    if (codeOf(error) === 'NOT_FOUND') return false;
    throw error;
  }
}

/** Whether we may declare it. Declaring what is there changes nothing, and compares its properties. */
async function declare(channel: Channel, part: Part): Promise<boolean> {
  try {
    if (part.kind === 'exchange')
      await channel.exchangeDeclare({ exchange: part.name, type: part.type, durable: true });
    else await channel.queueDeclare({ queue: part.name, durable: true, arguments: { ...part.arguments } });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ACCESS_REFUSED') return false;
    throw explained(error, part);
  }
}

/** What the operator can do about it, where we know. */
function explained(error: unknown, { kind, name }: Part): unknown {
  if (isUnknownExchangeType(error))
    return new SetupMissingError(
      'RabbitMQ needs its plugin rabbitmq_consistent_hash_exchange: `rabbitmq-plugins enable rabbitmq_consistent_hash_exchange`.',
      { cause: error },
    );
  if (codeOf(error) === 'PRECONDITION_FAILED')
    return new Error(
      `RabbitMQ has a ${kind} ${name} with other properties than MyEvents needs (${reasonOf(error)}). Remove it once it is empty, or choose another prefix.`,
      { cause: error },
    );
  return error;
}

/** A user who may not bind is one for whom somebody else has set everything up: RabbitMQ lets nobody look at bindings over AMQP. */
async function bind(channel: Channel, { source, destination, kind, routingKey }: Binding): Promise<void> {
  try {
    if (kind === 'exchange') await channel.exchangeBind({ source, destination, routingKey });
    else await channel.queueBind({ exchange: source, queue: destination, routingKey });
  } catch (error) {
    if (codeOf(error) !== 'ACCESS_REFUSED') throw error;
  }
}

interface Worker {
  /** Runs it on the worker's channel; a refusal closes that, and the next use gets a new one. */
  use<T>(run: (channel: Channel) => Promise<T>): Promise<T>;
}

async function inParallel<Item>(
  link: Link,
  items: readonly Item[],
  each: (item: Item, worker: Worker) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  let hasFailed = false;
  async function work(): Promise<void> {
    let channel: Channel | undefined;
    const use: Worker['use'] = async (run) => {
      if (!channel?.active) channel = await link.acquire();
      return run(channel);
    };
    try {
      for (const item of rest) {
        if (hasFailed) return;
        await each(item, { use });
      }
    } catch (error) {
      hasFailed = true;
      throw error;
    } finally {
      await closeChannel(channel);
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(channelsAtOnce, items.length) }, work));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length === 0) return;
  throw failures.find((failure) => failure instanceof SetupMissingError) ?? failures[0];
}
