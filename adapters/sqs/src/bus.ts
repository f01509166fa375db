import { createDeclared } from '@myevents/bus-kit';
import {
  type Bus,
  type BusSubscription,
  type BusTopology,
  BusUnavailableError,
  type Clock,
  type SetupStep,
  systemClock,
} from '@myevents/ports';
import { createBroadcaster } from './broadcaster.ts';
import { createClients, type Intercept } from './clients.ts';
import { createConnection, describePlace } from './connection.ts';
import { createDeadLetters } from './dead-letters.ts';
import { toUnavailable } from './failures.ts';
import { createGroupConsumers } from './group-consumers.ts';
import { startJanitor } from './janitor.ts';
import { createListenerDirectory } from './listener-directory.ts';
import { openListenerQueue } from './listener-queue.ts';
import { createNames } from './names.ts';
import { createPublisher } from './publisher.ts';
import { createRendezvous } from './rendezvous.ts';
import { ensureSetup, type Places, queueAt } from './setup.ts';
import { defaultTiming, type SqsTiming } from './timing.ts';
import { readSqsUrl } from './url.ts';

export interface SqsBusOptions {
  /** See `readSqsUrl`. */
  readonly url: string;
  readonly topology: BusTopology;
  /** Told of failing handlers, and of what went wrong with the broker. */
  readonly onError?: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
  /** Told of each queue, topic and subscription, once it is there. */
  readonly onSetup?: (step: SetupStep) => void;
  readonly clock?: Clock;
  readonly retries?: {
    /** Default 8. */
    readonly attemptsMax?: number;
    /** Default 100; doubled before each further attempt, 30 s at most. */
    readonly backoffMs?: number;
  };
  readonly timing?: Partial<SqsTiming>;
  readonly intercept?: Intercept;
}

/**
 * A bus over SQS, with or without SNS before it. Creates the queues, topics and subscriptions it needs, or finds them.
 * @throws SetupMissingError if some are missing and these credentials may not create them.
 * @throws BusUnavailableError if SQS cannot be reached or refuses us, within 10 s.
 * @throws TypeError or RangeError if the address, or the name of a topic or group, is impossible.
 */
export async function openSqsBus(options: SqsBusOptions): Promise<Bus> {
  const { topology, onError, onSetup, clock = systemClock, retries = {} } = options;
  const settings = readSqsUrl(options.url);
  const { mode, waitSeconds } = settings;
  const timing = { ...defaultTiming, ...options.timing };
  const names = createNames(settings.prefix, topology);
  const declared = createDeclared(topology);
  const report = (error: unknown, topic = '', group?: string) => {
    if (!isClosing) onError?.(error, { topic, ...(group === undefined ? {} : { group }) });
  };
  let places: Places = { queues: new Map(), topics: new Map() };
  let isClosing = false;

  const clients = createClients(settings, options.intercept);
  const connection = createConnection({
    clients,
    where: describePlace(settings),
    clock,
    async restore(restored) {
      places = await ensureSetup(restored, { names, topology, mode });
    },
  });
  try {
    places = await ensureSetup(connection, { names, topology, mode, onSetup });
  } catch (error) {
    connection.close();
    clients[Symbol.dispose]();
    throw error;
  }

  const shared = { connection, clock, names, places: () => places };
  const directory = mode === 'direct' ? createListenerDirectory({ ...shared, leaseMs: timing.leaseMs }) : undefined;
  const publisher = createPublisher({
    connection,
    names,
    places: shared.places,
    declared,
    publishMs: timing.publishMs,
    directory,
  });
  const broadcaster = createBroadcaster({
    publisher,
    clock,
    callsPerSecond: settings.broadcastCallsPerSecond,
    report,
  });
  const deadLetters = createDeadLetters({
    connection,
    clock,
    url: (group) => queueAt(places, names.deadOf(group)),
    report: (error, group) => report(error, '', group),
  });
  const consumers = createGroupConsumers({
    ...shared,
    waitSeconds,
    visibilityMs: timing.visibilityMs,
    attemptsMax: retries.attemptsMax ?? 8,
    backoffMs: retries.backoffMs ?? 100,
    deadLetters,
    report,
  });
  const stopJanitor = startJanitor({ ...shared, listenerDeadMs: timing.listenerDeadMs, report });
  const announce = createRendezvous({ ...shared, publisher, directory });
  const stops = new Set<() => Promise<void>>();
  let closed: Promise<void> | undefined;

  function assertOpen(): void {
    if (isClosing) throw new BusUnavailableError('The bus was closed.');
  }

  async function listen(subscription: BusSubscription): Promise<() => Promise<void>> {
    const [topic = ''] = subscription.topics;
    for (const each of subscription.topics) declared.groupsOf(each);
    const { heartbeatMs } = timing;
    const reportListener = (error: unknown) => report(error, topic);
    return openListenerQueue(subscription, {
      ...shared,
      mode,
      waitSeconds,
      heartbeatMs,
      announce,
      report: reportListener,
    });
  }

  async function join(group: string, { topics, handle }: BusSubscription): Promise<() => Promise<void>> {
    for (const topic of topics) declared.assertGroupOf(topic, group);
    const leaves = await Promise.all(topics.map(async (topic) => consumers.join({ topic, group, handle })));
    return async () => {
      await Promise.all(leaves.map(async (leave) => leave()));
    };
  }

  /** A failure of the client as the port wants it. */
  async function told<Output>(work: Promise<Output>): Promise<Output> {
    try {
      return await work;
    } catch (error) {
      throw error instanceof RangeError ? error : toUnavailable(error, connection.where);
    }
  }

  async function close(): Promise<void> {
    isClosing = true;
    broadcaster.close();
    stopJanitor();
    await Promise.all([...stops].map(async (stop) => stop()));
    await deadLetters.idle();
    connection.close();
    clients[Symbol.dispose]();
  }

  return {
    async publish(messages) {
      assertOpen();
      await publisher.publish(messages);
    },
    broadcast(message) {
      declared.groupsOf(message.topic);
      if (!isClosing) broadcaster.broadcast(message);
    },
    async subscribe(subscription) {
      assertOpen();
      const { group } = subscription;
      const leave = await told(group === undefined ? listen(subscription) : join(group, subscription));
      let left: Promise<void> | undefined;
      const stop = () => {
        stops.delete(stop);
        left ??= leave();
        return left;
      };
      stops.add(stop);
      if (isClosing) await stop();
      return { [Symbol.asyncDispose]: stop };
    },
    deadLetters: {
      async list(group) {
        assertOpen();
        declared.assertGroup(group);
        return told(deadLetters.list(group));
      },
      async replay(group) {
        assertOpen();
        declared.assertGroup(group);
        const letters = await told(deadLetters.list(group));
        const wanted = letters.filter(({ message }) => isOf(message.topic, group));
        for (const { id, message } of wanted) await publisher.handBack(group, { message, letter: id });
        return wanted.length;
      },
    },
    health: () => connection.health(),
    async [Symbol.asyncDispose]() {
      closed ??= close();
      await closed;
    },
  };

  /** A letter of a topic that the group no longer listens to stays where it is. */
  function isOf(topic: string, group: string): boolean {
    return topology.topics.some(({ name, groups }) => name === topic && groups.includes(group));
  }
}
