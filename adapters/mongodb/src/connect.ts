import { type SetupStep, type Store, type StoreOptions, StoreUnavailableError } from '@myevents/ports';
import type { MongoClient } from 'mongodb';
import { createDatabase } from './database.ts';
import { makeLasting } from './lasting-client.ts';
import { openStore } from './open-store.ts';
import { readSettings } from './settings.ts';

/** One client of a MongoDB server or replica set, shared by the stores that it opens. */
export interface MongodbConnection extends AsyncDisposable {
  /**
   * The data of a service is the database `PREFIX_SERVICE`. What it needs is created if it is missing.
   * @throws SetupMissingError naming what is missing and may not be created.
   * @throws StoreUnavailableError if the server cannot be used.
   */
  open(options: StoreOptions): Promise<Store>;
}

export interface MongodbOptions {
  /** Hears of each collection and index when a store is opened. */
  readonly onSetup?: (step: SetupStep) => void;
}

/**
 * Connects to `mongodb://HOST:PORT,…/PREFIX?…` (or `mongodb+srv://`), with the parameters of the driver. Writes are acknowledged by a majority and
 * journaled, reads see only such writes; there are no transactions over several documents, so any server will do, but only a
 * replica set survives the loss of one.
 * @throws StoreUnavailableError within 5 s if the server cannot be reached, and RangeError for an address that is none.
 */
export async function connectMongodb(
  url: string,
  { onSetup = () => {} }: MongodbOptions = {},
): Promise<MongodbConnection> {
  const { client, prefix, label } = readSettings(url);
  const lasting = makeLasting(client);
  await connect(client, label);
  return {
    async open({ service, collections }) {
      if (!/^[a-z][a-z0-9-]{0,20}$/.test(service))
        throw new RangeError(`"${service}" cannot be the name of a service.`);
      const name = `${prefix}_${service}`;
      return openStore(createDatabase(client.db(name), `${label}/${name}`), { collections, onSetup });
    },
    [Symbol.asyncDispose]: async () => lasting[Symbol.asyncDispose](),
  };
}

async function connect(client: MongoClient, label: string): Promise<void> {
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
  } catch (error) {
    await client.close();
    throw new StoreUnavailableError(`MongoDB at ${label} cannot be used: ${reasonOf(error)}.`, { cause: error });
  }
}

/** The driver's or the name service's own words. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
