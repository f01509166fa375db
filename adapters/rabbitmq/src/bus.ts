import { randomUUID } from 'node:crypto';
import { createDeclared, setUpPatiently } from '@myevents/bus-kit';
import {
  type Bus,
  type BusSubscription,
  type BusTopology,
  BusUnavailableError,
  type Clock,
  type SetupStep,
  systemClock,
} from '@myevents/ports';
import { type BrokerAddress, parseAddress } from './address.ts';
import { createBroadcaster } from './broadcaster.ts';
import { createDeadLetters } from './dead-letters.ts';
import { toEnvelope } from './envelope.ts';
import { joinGroup } from './group-member.ts';
import { type Link, openLink } from './link.ts';
import { listen } from './listening.ts';
import { createNames } from './names.ts';
import { openPublisher } from './publisher.ts';
import { codeOf } from './refusal.ts';
import { setUp } from './setup.ts';
import { within } from './within.ts';

/** Longer than a cluster under load needs for all queues; one that stands still is noticed long before. */
const setUpMsMax = 60_000;
const subscribeMsMax = 10_000;
const lettersMsMax = 5_000;
const replayMsMax = 10_000;

export interface RabbitmqBusOptions {
  /** `amqp://user:password@host:port/vhost?prefix=myevents` */
  readonly url: string;
  readonly topology: BusTopology;
  /** Told of every failure: the topic, and the group if it has one. Never rejects anything. */
  readonly onError: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
  readonly onSetup?: (step: SetupStep) => void;
  readonly clock?: Clock;
  readonly retries?: {
    /** How often a handler is tried before its message becomes a dead letter. Default 8. */
    readonly attemptsMax: number;
    /** The pause before the second attempt, doubled before each further one, 30 s at most. Default 100. */
    readonly backoffMs: number;
  };
}

/**
 * A bus over RabbitMQ 3.10 or later. It holds two connections, since the broker stops those that publish when it is short of
 * memory or disk, and consuming is what helps then.
 * @throws RangeError for a mistake in the URL, SetupMissingError, BusUnavailableError.
 */
export async function openRabbitmqBus(options: RabbitmqBusOptions): Promise<Bus> {
  const address = parseAddress(options.url);
  const [topic = ''] = options.topology.topics.map(({ name }) => name);
  const report = (error: unknown) => options.onError(error, { topic });
  await using opened = new AsyncDisposableStack();
  const publishing = await openLink(address, 'publishing', report);
  opened.defer(publishing.close);
  await within(
    setUpMsMax,
    setUpPatiently({
      setUp: async (onSetup) => setUp(publishing, createNames(address.prefix), options.topology, onSetup),
      onSetup: options.onSetup,
      isFinal: (error) => !(error instanceof BusUnavailableError) && codeOf(error) === '',
    }),
  );
  const consuming = await openLink(address, 'consuming');
  opened.defer(consuming.close);
  const bus = await openBus(options, address, { publishing, consuming });
  opened.move();
  return bus;
}

async function openBus(
  { topology, onError, clock = systemClock, retries = { attemptsMax: 8, backoffMs: 100 } }: RabbitmqBusOptions,
  { prefix }: BrokerAddress,
  { publishing, consuming }: { readonly publishing: Link; readonly consuming: Link },
): Promise<Bus> {
  const names = createNames(prefix);
  const declared = createDeclared(topology);
  const groupsOf = new Map(topology.topics.map(({ name, groups }) => [name, groups]));
  const [anyTopic = ''] = groupsOf.keys();
  const publisher = await openPublisher({
    link: publishing,
    id: randomUUID(),
    restore: async () => setUp(publishing, names, topology),
    report: (error) => onError(error, { topic: anyTopic }),
  });
  const broadcaster = createBroadcaster(publishing);
  const deadLetters = createDeadLetters({
    link: consuming,
    publisher,
    names,
    clock,
    hasQueue: (group, topic) => groupsOf.get(topic)?.includes(group) ?? false,
    report: (error, group) => onError(error, { topic: anyTopic, group }),
  });
  const stops = new Set<() => Promise<void>>();
  let closing: Promise<void> | undefined;
  const assertOpen = () => {
    if (closing) throw new Error('The bus was closed.');
  };

  async function begin(subscription: BusSubscription): Promise<() => Promise<void>> {
    const { group, topics } = subscription;
    const id = `${clock.now().toString(36).padStart(9, '0')}-${randomUUID()}`;
    if (group === undefined) {
      for (const topic of topics) declared.groupsOf(topic);
      const report = (error: unknown) => onError(error, { topic: topics[0] ?? '' });
      return listen({ link: consuming, names, id, report }, subscription);
    }
    for (const topic of topics) declared.assertGroupOf(topic, group);
    const report = (error: unknown, topic: string) => onError(error, { topic, group });
    return joinGroup(
      { link: consuming, broadcaster, names, deadLetters, id, group, clock, retries, report },
      subscription,
    );
  }

  async function close(): Promise<void> {
    await Promise.all([...stops].map(async (stop) => stop()));
    await broadcaster.close();
    await publisher.close();
    await Promise.all([consuming.close(), publishing.close()]);
  }

  return {
    async publish(messages) {
      assertOpen();
      const batch = messages.map((message) => ({
        exchange: names.topic(message.topic),
        isMandatory: declared.groupsOf(message.topic).length > 0,
        ...toEnvelope(message),
      }));
      if (batch.length > 0) await publisher.send(batch);
    },
    broadcast(message) {
      declared.groupsOf(message.topic);
      if (!closing) broadcaster.send(names.broadcast(message.topic), message.key, toEnvelope(message));
    },
    async subscribe(subscription) {
      assertOpen();
      const begun = begin(subscription);
      const end = await within(subscribeMsMax, begun).catch(async (error: unknown) => {
        void begun.then(async (endLate) => endLate()).catch(() => {});
        throw error;
      });
      let ended: Promise<void> | undefined;
      const stop = () => {
        stops.delete(stop);
        ended ??= end();
        return ended;
      };
      stops.add(stop);
      return { [Symbol.asyncDispose]: stop };
    },
    deadLetters: {
      async list(group) {
        declared.assertGroup(group);
        return within(lettersMsMax, deadLetters.list(group));
      },
      async replay(group) {
        declared.assertGroup(group);
        return within(replayMsMax, deadLetters.replay(group));
      },
    },
    health() {
      const reason = closing ? 'The bus was closed.' : (publisher.trouble() ?? consuming.trouble());
      return reason === undefined ? { ok: true } : { ok: false, reason };
    },
    async [Symbol.asyncDispose]() {
      closing ??= close();
      await closing;
    },
  };
}
