import { type SetupStep, type Store, type StoreOptions, StoreUnavailableError } from '@myevents/ports';
import { prepareCollections } from './collections.ts';
import type { Database, Row, Statement } from './database.ts';
import { createDocumentStore } from './document-store.ts';
import { createEventLog } from './event-log.ts';
import { prepareSchema } from './setup.ts';

/** Database.query, as long as the store is open. */
export type Query = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

export interface OpenStoreOptions extends StoreOptions {
  readonly schema: string;
  readonly onSetup: (step: SetupStep) => void;
}

/** Sets up what is missing, and opens a service's schema. */
export async function openStore(
  database: Database,
  { schema, collections: declared, onSetup }: OpenStoreOptions,
): Promise<Store> {
  const collections = await database.session(async (client) => {
    await prepareSchema(client, { schema, onSetup });
    return prepareCollections(client, schema, declared);
  });
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  const query: Query = async (statement, values) => {
    if (isClosed) throw new StoreUnavailableError(`The store ${schema} at ${database.where} was closed.`);
    const answer = database.query(statement, values);
    underWay.add(answer);
    try {
      return await answer;
    } finally {
      underWay.delete(answer);
    }
  };

  return {
    log: createEventLog(query, schema, collections),
    documents: createDocumentStore(query, schema, collections),
    exclusive: false,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}
