import { createDeclared, setUpPatiently } from '@myevents/bus-kit';
import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type BusTopology,
  type Clock,
  SetupMissingError,
  type SetupStep,
  systemClock,
} from '@myevents/ports';
import type { Admin } from '@platformatic/kafka';
import { createBroadcaster } from './broadcaster.ts';
import { type Clients, closeClient, createClients, within } from './clients.ts';
import { openDeadLetters } from './dead-letters.ts';
import { toUnavailable } from './failure.ts';
import { type KafkaAddress, parseKafkaUrl } from './kafka-url.ts';
import { listen } from './listening.ts';
import { startMember } from './member.ts';
import { createNames, type Names } from './names.ts';
import { createPublisher } from './publisher.ts';
import { toRecord } from './records.ts';
import { planTopics, setUpTopics } from './setup.ts';
import { watchBrokers } from './watch.ts';

export interface KafkaBusOptions {
  /** `kafka://user:password@host:port,host:port/PREFIX?partitions=12&replication=3&tls=true&sasl=scram-sha-512` */
  readonly url: string;
  readonly topology: BusTopology;
  /** Told of every failure of a handler, and of what Kafka refuses a subscriber. */
  readonly onError: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
  readonly onSetup?: (step: SetupStep) => void;
  readonly clock?: Clock;
  /** How often a handler is tried, and the pause before the second attempt, doubled before each further one. Default 8 and 100. */
  readonly retries?: { readonly attemptsMax: number; readonly backoffMs: number };
}

/** Each try ends by itself long before, unless topics do not appear. */
const setupMsMax = 20_000;

/**
 * A connection to Kafka with the topics that the topology needs, created if they are missing.
 * @throws RangeError at a mistake in the URL, SetupMissingError, or BusUnavailableError if Kafka cannot be reached.
 */
export async function openKafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const { topology, onError, clock = systemClock, retries = { attemptsMax: 8, backoffMs: 100 } } = options;
  const address = parseKafkaUrl(options.url);
  const names = createNames(address.prefix, topology);
  const declared = createDeclared(topology);
  const clients = createClients(address);
  const admin = await setUp(clients, names, address, options);
  const watch = watchBrokers(admin, clients.label);
  const [producer, careless] = [clients.producer(), clients.careless()];
  const publisher = createPublisher({
    send: async (records) => producer.send({ messages: [...records] }),
    toError: (error) => toUnavailable(error, clients.label),
  });
  const broadcaster = createBroadcaster(async (records) => careless.send({ messages: [...records] }));
  const deadLetters = openDeadLetters({ clients, names, topology, publisher });
  const stops = new Set<() => Promise<void>>();
  let closing: Promise<void> | undefined;

  function assertOpen(): void {
    if (closing) throw new Error('The bus was closed.');
  }

  async function begin(subscription: BusSubscription): Promise<() => Promise<void>> {
    const { topics, group, handle } = subscription;
    const [first = ''] = topics;
    if (group === undefined)
      return listen({ clients, names, subscription, clock, report: (error) => onError(error, { topic: first }) });
    const members = [...new Set(topics)].map((topic) => {
      const report = (error: unknown) => onError(error, { topic, group });
      return startMember({ clients, names, topic, group, handle, publisher, retries, clock, report });
    });
    await Promise.all(members.map(async ({ ready }) => ready));
    return async () => {
      await Promise.all(members.map(async (member) => member.stop()));
    };
  }

  function toSubscription(end: () => Promise<void>): AsyncDisposable {
    let ended: Promise<void> | undefined;
    const stop = async () => {
      stops.delete(stop);
      ended ??= end();
      await ended;
    };
    stops.add(stop);
    return { [Symbol.asyncDispose]: stop };
  }

  async function close(): Promise<void> {
    await Promise.all([...stops].map(async (stop) => stop()));
    publisher.close(new Error('The bus was closed.'));
    broadcaster.stop();
    await Promise.all([watch.stop(), closeClient(producer), closeClient(careless)]);
  }

  async function asked<Answer>(group: string, ask: (group: string) => Promise<Answer>): Promise<Answer> {
    declared.assertGroup(group);
    assertOpen();
    try {
      return await ask(group);
    } catch (error) {
      throw toUnavailable(error, clients.label);
    }
  }

  return {
    async publish(messages) {
      assertOpen();
      const records = messages.map((message) => toDeclaredRecord(message));
      await publisher.publish(records);
    },
    broadcast(message) {
      declared.groupsOf(message.topic);
      if (!closing) broadcaster.broadcast(toRecord(names.broadcastOf(message.topic), message));
    },
    async subscribe(subscription) {
      assertOpen();
      for (const topic of subscription.topics) {
        if (subscription.group === undefined) declared.groupsOf(topic);
        else declared.assertGroupOf(topic, subscription.group);
      }
      try {
        const begun = toSubscription(await begin(subscription));
        if (closing) await begun[Symbol.asyncDispose]();
        return begun;
      } catch (error) {
        throw toUnavailable(error, clients.label);
      }
    },
    deadLetters: {
      list: async (group) => asked(group, deadLetters.list),
      replay: async (group) => asked(group, deadLetters.replay),
    },
    health: () => (closing ? { ok: false, reason: 'The bus was closed.' } : watch.health()),
    async [Symbol.asyncDispose]() {
      closing ??= close();
      await closing;
    },
  };

  function toDeclaredRecord(message: BusMessage) {
    declared.groupsOf(message.topic);
    return toRecord(names.topicOf(message.topic), message);
  }
}

async function setUp(clients: Clients, names: Names, address: KafkaAddress, options: KafkaBusOptions): Promise<Admin> {
  const admin = clients.admin();
  try {
    const plans = planTopics(names, options.topology, address.partitions);
    const setUp = async (onSetup: (step: SetupStep) => void) => setUpTopics(admin, plans, address, onSetup);
    await within(setupMsMax, setUpPatiently({ setUp, onSetup: options.onSetup }));
    return admin;
  } catch (error) {
    await closeClient(admin);
    throw error instanceof SetupMissingError ? error : toUnavailable(error, clients.label);
  }
}
