import { type Clock, type Store, type StoreOptions, StoreUnavailableError, systemClock } from '@myevents/ports';
import { createMemoryDatabase, type MemoryDatabase } from './database.ts';
import { createMemoryDocuments } from './documents.ts';
import { createMemoryLog } from './log.ts';

export interface MemoryStoreOptions extends StoreOptions {
  /** Shared with other stores, which are then like connections of other processes. Default: one of its own. */
  readonly database?: MemoryDatabase;
  readonly clock?: Clock;
}

/** A store that forgets everything with the process, for quick tests. It keeps every promise of the port but durability. */
export function openMemoryStore(options: MemoryStoreOptions): Store {
  const { service, collections, database = createMemoryDatabase(), clock = systemClock } = options;
  const data = database.dataOf(service);
  let isClosed = false;
  const assertOpen = () => {
    if (isClosed) throw new StoreUnavailableError(`The store of ${service} was closed.`);
  };
  const documents = createMemoryDocuments({ data, collections, assertOpen });
  return {
    log: createMemoryLog({ data, clock, assertOpen, putDocuments: documents.prepare }),
    documents,
    exclusive: false,
    async [Symbol.asyncDispose]() {
      isClosed = true;
    },
  };
}
