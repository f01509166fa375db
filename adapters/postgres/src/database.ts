import { hash } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '@myevents/ports';
import { Client, type ClientBase, Pool, type PoolClient } from 'pg';
import type { Address } from './address.ts';
import { isConnectionSound, toUnavailableError } from './postgres-error.ts';

/** A column is text, a number where it is a small one, a boolean, null, or an array of those. */
export type Row = Readonly<Record<string, unknown>>;

/** SQL that a connection parses and plans once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The connections of one process to one database. They come and go; whoever waits for one is never left hanging. */
export interface Database extends AsyncDisposable {
  readonly where: string;
  /**
   * Runs one statement in a transaction of its own and answers within about 5 s.
   * @throws StoreUnavailableError if it failed or did not answer: a write may then have happened or not.
   */
  query(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  /** A connection of its own for setting up, which may take long. Rejects with what the driver rejects with. */
  session<Result>(work: (client: ClientBase) => Promise<Result>): Promise<Result>;
}

/** Together below 5 s: waiting for a connection, making it ready, and the statement, which has the rest. */
const connectTimeoutMs = 3_000;
const readyTimeoutMs = 1_000;
const callTimeoutMs = 4_500;
/** What a statement has at least, however long its connection took. */
const queryTimeoutMsMin = 500;
const setupConnectTimeoutMs = 8_000;
const setupQueryTimeoutMs = 600_000;
const closeTimeoutMs = 2_000;

/**
 * The plans we want are walks along an index, whatever the statistics say and the parameters are: so each is made once, and good
 * while a table grows.
 */
const sessionSettings = `
  SET statement_timeout = ${callTimeoutMs};
  SET default_transaction_isolation = 'read committed';
  SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
  SET plan_cache_mode = force_generic_plan; SET jit = off`;

export function toStatement(text: string): Statement {
  return { name: hash('sha256', text, 'base64url').slice(0, 20), text };
}

export function createDatabase({ connectionString, poolMax, where }: Address): Database {
  const sockets = new Set<Socket>();
  const config = {
    connectionString,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    stream: () => openSocket(sockets),
  };
  const pool = new Pool({
    ...config,
    max: poolMax,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    query_timeout: callTimeoutMs,
    verify: prepareSession,
  });
  pool.on('error', () => {}); // an idle connection broke: the pool has dropped it, and the next call makes another
  pool.on('connect', (client) => client.on('error', () => {})); // a busy one: its statement rejects
  let closing: Promise<void> | undefined;

  return {
    where,
    async query(statement, values) {
      if (closing) throw new StoreUnavailableError(`The connections to PostgreSQL at ${where} were closed.`);
      const startedAt = performance.now();
      let client: PoolClient | undefined;
      let isSound = true;
      try {
        client = await pool.connect();
        const leftMs = Math.max(callTimeoutMs - (performance.now() - startedAt), queryTimeoutMsMin);
        const query = { ...statement, values: [...values], query_timeout: leftMs };
        return (await client.query<Row>(query)).rows;
      } catch (error) {
        isSound = isConnectionSound(error);
        throw toUnavailableError(where, error);
      } finally {
        client?.release(!isSound);
      }
    },
    session: (work) =>
      runSession(
        new Client({ ...config, connectionTimeoutMillis: setupConnectTimeoutMs, query_timeout: setupQueryTimeoutMs }),
        work,
      ),
    [Symbol.asyncDispose]: () => (closing ??= closePool(pool, sockets)),
  };
}

function prepareSession(client: ClientBase, done: (error?: Error) => void): void {
  const settings = { text: sessionSettings, query_timeout: readyTimeoutMs };
  client.query(settings, (error: Error | null) => done(error ?? undefined));
}

async function runSession<Result>(client: Client, work: (client: ClientBase) => Promise<Result>): Promise<Result> {
  client.on('error', () => {}); // the statement under way rejects
  await client.connect();
  try {
    return await work(client);
  } finally {
    await Promise.race([client.end(), sleep(closeTimeoutMs, undefined, { ref: false })]);
  }
}

/** Says goodbye to the server; one that does not answer is left without. */
async function closePool(pool: Pool, sockets: ReadonlySet<Socket>): Promise<void> {
  const ended = new AbortController();
  const timeout = sleep(closeTimeoutMs, undefined, { signal: ended.signal }).catch(() => {});
  await Promise.race([pool.end(), timeout]);
  ended.abort();
  for (const socket of sockets) socket.destroy();
}

function openSocket(sockets: Set<Socket>): Socket {
  const socket = new Socket();
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  return socket;
}
