import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailableError } from '@myevents/ports';
import { type Channel, Connection } from 'rabbitmq-client';
import type { BrokerAddress } from './address.ts';
import { codeOf, reasonOf } from './refusal.ts';

/** One connection to the broker that comes back by itself. */
export interface Link {
  /** A channel of its own for the caller; waits for a connection that is away, at most `acquireMsMax`. */
  acquire(): Promise<Channel>;
  /** Why it cannot be used now, or undefined if it can. */
  trouble(): string | undefined;
  /** Milliseconds since it was lost; 0 if it is there. */
  awayMs(): number;
  isClosed(): boolean;
  /** Waits for the answers under way, but not for a broker that gives none. */
  close(): Promise<void>;
}

const openMsMax = 8_000;
const acquireMsMax = 5_000;
const closeMsMax = 2_000;

/** A silent broker is noticed after 2 to 2.5 of these. */
const heartbeatSeconds = 4;

/**
 * @throws BusUnavailableError at once if the broker refuses us, and if it cannot be reached for 8 s.
 */
export async function openLink(address: BrokerAddress, purpose: string): Promise<Link> {
  const connection = new Connection({
    hostname: address.host,
    port: address.port,
    username: address.username,
    password: address.password,
    vhost: address.vhost,
    ...(address.isEncrypted && { tls: { servername: address.host } }),
    connectionName: `${address.prefix} ${purpose}`,
    heartbeat: heartbeatSeconds,
    connectionTimeout: 5_000,
    acquireTimeout: acquireMsMax,
    retryLow: 200,
    retryHigh: 2_000,
    noDelay: true,
  });
  let lost: { readonly at: number; readonly reason: string } | undefined;
  let blocked: string | undefined;
  let isClosed = false;
  connection.on('error', (error: unknown) => {
    lost ??= { at: performance.now(), reason: reasonOf(error) };
    blocked = undefined;
  });
  connection.on('connection', () => {
    lost = undefined;
  });
  connection.on('connection.blocked', (reason) => {
    blocked = reason;
  });
  connection.on('connection.unblocked', () => {
    blocked = undefined;
  });
  await connected(connection, address);

  return {
    async acquire() {
      try {
        const channel = await connection.acquire({ emitErrorsFromChannel: true });
        channel.on('error', () => {}); // the channel closes with it, which its owner is told
        return channel;
      } catch (error) {
        throw new BusUnavailableError(
          `RabbitMQ at ${address.label} cannot be used: ${lost?.reason ?? reasonOf(error)}.`,
          {
            cause: error,
          },
        );
      }
    },
    trouble() {
      if (isClosed) return 'The bus was closed.';
      if (lost) return `RabbitMQ at ${address.label} cannot be reached: ${lost.reason}.`;
      return blocked === undefined ? undefined : `RabbitMQ at ${address.label} takes no messages: ${blocked}.`;
    },
    awayMs: () => (lost ? performance.now() - lost.at : 0),
    isClosed: () => isClosed,
    async close() {
      isClosed = true;
      const patience = new AbortController();
      const closed = connection.close().catch(() => {});
      await Promise.race([closed, sleep(closeMsMax, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
      connection.unsafeDestroy();
    },
  };
}

async function connected(connection: Connection, address: BrokerAddress): Promise<void> {
  const { promise: refused, reject } = Promise.withResolvers<never>();
  const onError = (error: unknown) => {
    if (['ACCESS_REFUSED', 'NOT_ALLOWED'].includes(codeOf(error))) reject(error);
  };
  connection.on('error', onError);
  try {
    await Promise.race([connection.onConnect(openMsMax, true), refused]);
  } catch (error) {
    connection.unsafeDestroy();
    const reason = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new BusUnavailableError(`RabbitMQ at ${address.label} cannot be used: ${reasonOf(reason)}.`, {
      cause: error,
    });
  } finally {
    connection.off('error', onError);
  }
}
