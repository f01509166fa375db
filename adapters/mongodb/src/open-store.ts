import type { SetupStep, Store, StoreOptions } from '@myevents/ports';
import type { Database } from './database.ts';
import { createDocumentStore } from './document-store.ts';
import { createDocumentWriter } from './document-writer.ts';
import { createEventLog } from './event-log.ts';
import { createGate } from './gate.ts';
import { toStoreError } from './mongo-failure.ts';
import { createOutbox } from './outbox.ts';
import { prepareCollections } from './reindex.ts';
import { prepareDatabase } from './setup.ts';

/** The store of one service, in a database that is made ready first. */
export async function openStore(
  database: Database,
  { collections, onSetup }: Pick<StoreOptions, 'collections'> & { readonly onSetup: (step: SetupStep) => void },
): Promise<Store> {
  for (const { name, indexes } of collections) [name, ...indexes.map((index) => index.name)].forEach(assertName);
  try {
    await prepareDatabase(database, { collections, onSetup });
    await prepareCollections(database, collections);
  } catch (error) {
    throw toStoreError(database.label, error);
  }
  const gate = createGate(database.label);
  const outbox = createOutbox(database);
  const writer = createDocumentWriter(database, collections);
  let closing: Promise<void> | undefined;

  /** What cannot be tidied up now is taken away by others, later. */
  async function close(): Promise<void> {
    await gate.close(async () => outbox.close()).catch(() => {});
  }

  return {
    log: createEventLog({ database, gate, outbox, documents: writer }),
    documents: createDocumentStore({ database, gate, writer, collections }),
    exclusive: false,
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
}

/** Names become parts of field names. */
function assertName(name: string): void {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new RangeError(`"${name}" cannot be the name of a collection or index.`);
}
