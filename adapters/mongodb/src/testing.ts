import { setTimeout as sleep } from 'node:timers/promises';
import { type MongoClient, MongoServerError } from 'mongodb';
import { readSettings } from './settings.ts';

/** Drops every database of the address's prefix. Nothing but tests imports this. */
export async function removeAll(url: string): Promise<void> {
  const { client, prefix } = readSettings(url);
  try {
    const ours = (await listDatabases(client)).filter((name) => name.startsWith(`${prefix}_`));
    for (const name of ours) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

/** Tries a few times: while somebody else drops a database, some servers fail to list them. */
async function listDatabases(client: MongoClient, triesLeft = 20): Promise<readonly string[]> {
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    return databases.map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof MongoServerError) || triesLeft === 0) throw error;
    await sleep(50);
    return listDatabases(client, triesLeft - 1);
  }
}
