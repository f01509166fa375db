import { SetupMissingError, type SetupStep, StoreUnavailableError } from '@myevents/ports';
import type { ClientBase } from 'pg';
import { isDenied } from './postgres-error.ts';
import { partsOf, type SchemaPart } from './schema.ts';

export interface SetupOptions {
  readonly schema: string;
  readonly onSetup: (step: SetupStep) => void;
}

/**
 * Looks what a service's schema has, and makes what it lacks, all of it or nothing. Processes that do so at once take turns.
 * @throws SetupMissingError naming what is missing, or what these credentials may not use.
 */
export async function prepareSchema(client: ClientBase, { schema, onSetup }: SetupOptions): Promise<void> {
  await assertEncoding(client);
  const parts = partsOf(schema);
  let missing = await findMissing(client, schema, parts);
  if (missing.length > 0) {
    await takeTurns(client, schema, async () => {
      missing = await findMissing(client, schema, parts); // another process may have been faster
      await createParts(client, schema, missing);
    });
  }
  const made = new Set(missing);
  for (const part of parts) onSetup({ what: part.what, outcome: made.has(part) ? 'created' : 'present' });
  await assertAllowed(client, schema);
}

/** Runs `work` in a transaction, alone among all that set up this schema. */
export async function takeTurns(client: ClientBase, schema: string, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`myevents setup of ${schema}`]);
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // the connection is gone, and its transaction with it
    throw error;
  }
}

async function createParts(client: ClientBase, schema: string, missing: readonly SchemaPart[]): Promise<void> {
  try {
    for (const { sql } of missing) await client.query(sql);
  } catch (error) {
    if (!isDenied(error)) throw error;
    const names = missing.map(({ what }) => what).join(', ');
    throw new SetupMissingError(
      `The database lacks what the schema ${schema} needs, and this user may not create it: ${names}.`,
    );
  }
}

/** From the catalogs, which everybody may read. A table may be a partitioned one. */
async function findMissing(
  client: ClientBase,
  schema: string,
  parts: readonly SchemaPart[],
): Promise<readonly SchemaPart[]> {
  const found = await client.query<{ what: string }>(
    `SELECT 'schema ' || nspname AS what FROM pg_namespace WHERE nspname = $1
     UNION ALL SELECT CASE WHEN relkind IN ('i', 'I') THEN 'index ' ELSE 'table ' END || $1 || '.' || relname
     FROM pg_class WHERE relkind IN ('r', 'p', 'i', 'I')
     AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
     UNION ALL SELECT 'function ' || $1 || '.' || proname
     FROM pg_proc WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)`,
    [schema],
  );
  const present = new Set(found.rows.map(({ what }) => what));
  return parts.filter(({ what }) => !present.has(what));
}

const rights = {
  commits: ['SELECT', 'INSERT'],
  outbox: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  collections: ['SELECT', 'INSERT', 'UPDATE'],
  documents: ['SELECT', 'INSERT', 'UPDATE'],
} as const;

/** What is there must also be ours to use: better said now than at the first booking. */
async function assertAllowed(client: ClientBase, schema: string): Promise<void> {
  const wanted = Object.entries(rights).flatMap(([table, names]) => names.map((right) => ({ table, right })));
  const { rows } = await client.query<{ what: string }>(
    `SELECT 'USAGE on schema ' || $1 AS what WHERE NOT has_schema_privilege($1, 'USAGE')
     UNION ALL SELECT wanted.privilege || ' on table ' || $1 || '.' || relname
     FROM unnest($2::text[], $3::text[]) AS wanted (name, privilege)
     JOIN pg_class ON relname = wanted.name AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
     WHERE NOT has_table_privilege(pg_class.oid, wanted.privilege)`,
    [schema, wanted.map(({ table }) => table), wanted.map(({ right }) => right)],
  );
  if (rows.length === 0) return;
  const denied = rows.map(({ what }) => what).join(', ');
  throw new SetupMissingError(`This user of the database lacks rights: ${denied}.`);
}

async function assertEncoding(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8')
    throw new StoreUnavailableError(
      `The database is encoded as ${encoding}, which cannot hold all texts: it must be UTF8.`,
    );
}
