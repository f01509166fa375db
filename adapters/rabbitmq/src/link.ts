import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailableError, systemClock } from '@myevents/ports';
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
export async function openLink(
  address: BrokerAddress,
  purpose: string,
  report: (error: unknown) => void = () => {},
): Promise<Link> {
  const connection = new Connection({
    hostname: address.host,
    port: address.port,
    username: address.username,
    password: address.password,
    vhost: address.vhost,
    ...(address.isEncrypted && { tls: isIP(address.host) ? true : { servername: address.host } }),
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
  let isOpen = false;
  let isClosed = false;
  connection.on('error', (error: unknown) => {
    if (lost || isClosed) return;
    lost = { at: performance.now(), reason: reasonOf(error) };
    blocked = undefined;
    if (isOpen) report(unavailable(address, lost.reason, error));
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
  isOpen = true;

  return {
    async acquire() {
      try {
        const channel = await connection.acquire({ emitErrorsFromChannel: true });
        channel.on('error', () => {}); // the channel closes with it, which its owner is told
        return channel;
      } catch (error) {
        throw unavailable(address, lost?.reason ?? reasonOf(error), error);
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
      await forAWhile(connection.close());
      connection.unsafeDestroy();
    },
  };
}

async function connected(connection: Connection, address: BrokerAddress): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let reason: unknown = 'no answer';
  const onError = (error: unknown) => {
    reason = error;
    if (['ACCESS_REFUSED', 'NOT_ALLOWED'].includes(codeOf(error))) reject(error);
  };
  connection.once('connection', resolve).on('error', onError);
  const cancelTimer = systemClock.setTimer(() => reject(reason), openMsMax);
  try {
    await promise;
  } catch (error) {
    connection.unsafeDestroy();
    throw unavailable(address, reasonOf(error), error);
  } finally {
    cancelTimer();
    connection.off('connection', resolve).off('error', onError);
  }
}

function unavailable({ label }: BrokerAddress, reason: string, cause: unknown): BusUnavailableError {
  return new BusUnavailableError(`RabbitMQ at ${label} cannot be used: ${reason.replace(/\.$/, '')}.`, { cause });
}

/** Closes a channel as it should be, but does not wait long for a broker that gives no answer: then it ends with its connection. */
export async function closeChannel(channel: Channel | undefined): Promise<void> {
  if (channel) await forAWhile(channel.close());
}

async function forAWhile(closing: Promise<void>): Promise<void> {
  const patience = new AbortController();
  const ended = sleep(closeMsMax, undefined, { signal: patience.signal, ref: false });
  await Promise.allSettled([Promise.race([closing, ended])]);
  patience.abort();
  await Promise.allSettled([ended]);
}
