import { readSettings } from './settings.ts';

/** Drops every database of the address's prefix. Nothing but tests imports this. */
export async function removeAll(url: string): Promise<void> {
  const { client, prefix } = readSettings(url);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    const ours = databases.filter(({ name }) => name.startsWith(`${prefix}_`));
    for (const { name } of ours) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
