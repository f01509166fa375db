import { Client } from 'pg';
import { parseAddress } from './address.ts';
import { quote } from './schema.ts';

// What tests need and nothing else.

/** Removes every schema of the URL's prefix with all that is in it. */
export async function removeAll(url: string): Promise<void> {
  const { connectionString, prefix } = parseAddress(url);
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)',
      [`${prefix}_`],
    );
    for (const { name } of rows) await client.query(`DROP SCHEMA IF EXISTS ${quote(name)} CASCADE`);
  } finally {
    await client.end();
  }
}
