import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Admin, Consumer, compatibilityPartitioner, Producer } from '@platformatic/kafka';
import { assignEvenly } from './assigner.ts';
import type { KafkaAddress } from './kafka-url.ts';

/**
 * How the client library is set. Everything that waits for a broker ends in a few seconds, and what is tried again is tried by us,
 * who know what may be lost.
 */
export const timing = {
  connectMs: 2_000,
  requestMs: 3_500,
  /** A member that was not heard of for so long has its work given to others. */
  sessionMs: 12_000,
  /** So long a group waits for its members at a change. */
  rebalanceMs: 15_000,
  heartbeatMs: 500,
  /** A fetch waits so long for messages, and everything new for it. */
  fetchWaitMs: 300,
} as const;

/** Makes clients of one address. Each has connections of its own: a broker answers one connection's requests in their order. */
export interface Clients {
  admin(): Admin;
  /** Whose sends are answered when all in-sync copies have them, in order and once even if a send had to be repeated. */
  producer(): Producer;
  /** Whose sends nobody waits for. */
  careless(): Producer;
  /** Reads, lists and commits offsets; belongs to no group's members. */
  reader(group?: string): Consumer;
  /** Belongs to a group and does nothing else. */
  member(group: string, beforeJoin: () => Promise<void>): Consumer;
  readonly label: string;
}

export function createClients(address: KafkaAddress): Clients {
  const { brokers, credentials, isEncrypted, label } = address;
  const base = {
    clientId: `myevents-${hostname().replace(/[^\w.-]/g, '-')}-${process.pid}`,
    bootstrapBrokers: [...brokers],
    connectTimeout: timing.connectMs,
    requestTimeout: timing.requestMs,
    timeout: timing.requestMs,
    retries: 0,
    retryDelay: 250,
    // An address is no server name: TLS refuses it as one.
    ...(isEncrypted ? { tls: {}, tlsServerName: brokers.every(({ host }) => isIP(host) === 0) } : {}),
    ...(credentials ? { sasl: credentials } : {}),
  };

  return {
    label,
    admin: () => quiet(new Admin(base)),
    // Two retries are the fewest of an idempotent producer: the library turns 0 and 1 into "for ever".
    producer: () =>
      quiet(new Producer({ ...base, idempotent: true, retries: 2, partitioner: compatibilityPartitioner })),
    careless: () => quiet(new Producer({ ...base, acks: 1, partitioner: compatibilityPartitioner })),
    // Without retries, or the library would answer a refused commit by joining the group with this client.
    reader: (group = 'none') => quiet(new Consumer({ ...base, groupId: group, autocommit: false })),
    member: (group, beforeJoin) =>
      quiet(
        new Consumer({
          ...base,
          groupId: group,
          autocommit: false,
          retries: 5,
          requestTimeout: timing.rebalanceMs + 5_000, // joining waits for the other members
          sessionTimeout: timing.sessionMs,
          rebalanceTimeout: timing.rebalanceMs,
          heartbeatInterval: timing.heartbeatMs,
          protocols: [{ name: 'cooperative-sticky', version: 2 }],
          partitionAssigner: (_, members, topics, metadata) =>
            assignEvenly(
              members,
              new Map([...topics].map((topic) => [topic, metadata.topics.get(topic)?.partitionsCount ?? 0])),
            ),
          // The library's only hook between what a member lost and its answer to the group, which is when others get it.
          protocolsMetadata: async () => {
            await beforeJoin();
            return Buffer.alloc(0);
          },
        }),
      ),
  };
}

/** The library emits 'error' for what its calls reject with as well; without a listener that would end the process. */
function quiet<Client extends Admin | Producer | Consumer>(client: Client): Client {
  (client as NodeJS.EventEmitter).on('error', () => {});
  return client;
}

/** Closes a client, politely if the broker answers soon, and in any case. */
export async function closeClient(client: Admin | Producer | Consumer): Promise<void> {
  const closed = client instanceof Admin ? client.close() : client.close(true);
  await within(2_000, closed).catch(async () => within(500, client.connections.close()).catch(() => {}));
}

/** Rejects when `work` has not ended in time; it goes on unheard. */
export async function within<Answer>(limitMs: number, work: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1_000} s`)), limitMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
