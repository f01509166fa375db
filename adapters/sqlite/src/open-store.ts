import { join, resolve } from 'node:path';
import type { Store, StoreOptions } from '@myevents/ports';
import { createDocumentEncoder, createDocumentStore } from './document-store.ts';
import { createEventLog } from './event-log.ts';
import { inspectDatabaseFile, prepareFolder } from './folder.ts';
import type { FolderLock } from './folder-lock.ts';
import { openReader } from './reader.ts';
import { createWriter, type Writer } from './writer.ts';

export interface SqliteStoreOptions extends StoreOptions {
  /** The data folder; made if it is not there. The service's data is the file `<service>.sqlite` in it. */
  readonly folder: string;
  /**
   * The lock of this folder, held by this process: then the store is `exclusive`. Without it any number of stores, in this
   * process and in others, may open the same file and compete.
   */
  readonly lock?: FolderLock;
}

/** The writers of open stores, for the faults that tests provoke. */
export const writersOfStores = new WeakMap<Store, Writer>();

/**
 * Opens the embedded store of a service. A commit is on the disk, with its documents, when `append` answers (one transaction
 * and one fsync for the whole batch, in a thread of its own); reads see it at once. While the disk is full writes reject, and
 * succeed again by themselves when there is room.
 * @throws StoreUnavailableError naming the folder or file and the reason; nothing was touched then.
 */
export async function openSqliteStore({ folder, service, collections, lock }: SqliteStoreOptions): Promise<Store> {
  if (!/^[a-z][a-z0-9-]*$/.test(service)) throw new RangeError(`"${service}" cannot be the name of a service's file.`);
  if (lock && resolve(lock.folder) !== resolve(folder)) throw new RangeError(`This is the lock of "${lock.folder}".`);
  await prepareFolder(folder);
  const file = join(folder, `${service}.sqlite`);
  await inspectDatabaseFile(file);
  const unclaim = lock?.claim(file);
  const writer = createWriter({ file, collections });
  try {
    await writer.send('open');
    return buildStore({ reader: openReader(file), writer, collections, unclaim });
  } catch (error) {
    await writer.close();
    unclaim?.();
    throw error;
  }
}

interface Parts {
  readonly reader: ReturnType<typeof openReader>;
  readonly writer: Writer;
  readonly collections: StoreOptions['collections'];
  /** Given if the store is the only one. */
  readonly unclaim: (() => void) | undefined;
}

function buildStore({ reader, writer, collections, unclaim }: Parts): Store {
  const encodeDocument = createDocumentEncoder(collections);
  let closing: Promise<void> | undefined;

  /** The reader goes first, so that the writer is the last one out and folds the write-ahead log into the file. */
  async function close(): Promise<void> {
    const closed = writer.close();
    reader.close();
    await closed;
    unclaim?.();
  }

  const store: Store = {
    log: createEventLog(reader, writer, encodeDocument),
    documents: createDocumentStore(reader, writer, { collections, encodeDocument }),
    exclusive: unclaim !== undefined,
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
  writersOfStores.set(store, writer);
  return store;
}
