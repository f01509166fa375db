import { randomBytes } from 'node:crypto';
import type { AppendEntry, Collection, Store } from '@myevents/ports';
import { Client } from 'pg';
import { connectPostgres } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';

/** The engine under test: TEST_POSTGRES_URL, else where PostgreSQL usually listens. */
export const engineUrl = process.env['TEST_POSTGRES_URL'] ?? 'postgres://myevents:myevents@127.0.0.1:5432/myevents';

/** Part of a database for one test. */
export interface Place extends AsyncDisposable {
  readonly url: string;
  readonly prefix: string;
}

/** A fresh prefix in the database under test, removed in the end with all that is under it. */
export function makePlace(): Place {
  const prefix = `test_${randomBytes(6).toString('hex')}`;
  const url = withPrefix(engineUrl, prefix);
  return { url, prefix, [Symbol.asyncDispose]: async () => removeAll(url) };
}

export function withPrefix(url: string, prefix: string): string {
  const place = new URL(url);
  place.searchParams.set('prefix', prefix);
  return place.href;
}

export const notes: readonly Collection[] = [
  { name: 'notes', indexes: [{ name: 'by-writer', key: ['writer'], sort: 'version' }] },
];

/** A store with connections of its own, which end with it. */
export async function openNotes(url: string, collections: readonly Collection[] = notes): Promise<Store> {
  const postgres = await connectPostgres(url);
  const store = await postgres.open({ service: 'notes', collections });
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

/** A commit with one document of its own. The same call makes the same commit. */
export function entryOf(stream: string, version: number, writer = 'w'): AppendEntry {
  const document = { writer, version, filling: 'x'.repeat(500) };
  return {
    commit: { stream, version, id: `${writer}-${stream}@${version}`, at: version, events: [{ type: 'Noted' }] },
    documents: [{ collection: 'notes', id: `${stream}@${version}@${writer}`, version, document }],
  };
}

/** Runs SQL as the user of the database under test, who may do everything. */
export async function runSql(
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: engineUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
