import { SetupMissingError, type SetupStep, type Store, type StoreOptions } from '@myevents/ports';
import { parseAddress } from './address.ts';
import { createDatabase } from './database.ts';
import { toUnavailableError } from './postgres-error.ts';
import { openStore } from './store.ts';

export interface PostgresOptions {
  /** Called for each thing that a store needs in the database, as it is found or made. */
  readonly onSetup?: (step: SetupStep) => void;
}

/** The connections of this process to one database, for the stores of any number of services. */
export interface Postgres extends AsyncDisposable {
  /**
   * Opens the data of a service: the schema `<prefix>_<service>`, made here if it is missing. `append` is one round trip and
   * one transaction for the whole batch with its documents; it is on the server's disk when it answers. No call takes longer than
   * about 5 s: where the server does not answer it rejects with StoreUnavailableError, and the next call connects anew.
   * @throws StoreUnavailableError if the database cannot be reached or used.
   * @throws SetupMissingError naming everything that is missing, if this user may not create it.
   */
  open(options: StoreOptions): Promise<Store>;
  /** Lets go of all connections. Stores that are still open then reject. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Takes the whole STORE_URL: `postgres://user:password@host:port/database?prefix=myevents&poolMax=10`, and the driver's
 * parameters for TLS. Connects when a store is opened.
 * @throws RangeError if the URL or a parameter is wrong; says which, without the URL.
 */
export async function connectPostgres(url: string, { onSetup = () => {} }: PostgresOptions = {}): Promise<Postgres> {
  const address = parseAddress(url);
  const database = createDatabase(address);
  return {
    async open({ service, collections }) {
      if (!/^[a-z][a-z0-9-]{0,29}$/.test(service)) throw new RangeError(`"${service}" cannot be the name of a schema.`);
      const schema = `${address.prefix}_${service}`;
      try {
        return await openStore(database, { service, schema, collections, onSetup });
      } catch (error) {
        if (error instanceof SetupMissingError || error instanceof RangeError) throw error;
        throw toUnavailableError(address.where, error);
      }
    },
    [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
  };
}
