import { type Store, StoreUnavailableError } from '@myevents/ports';
import { writersOfStores } from './open-store.ts';
import type { Writer } from './writer.ts';

// Faults for tests of what lies above the store. Nothing else imports this.

/** Lets the file grow to `pagesMax` pages (of 4 KiB) and no further: beyond, writes fail as on a full disk. Never below its present size. */
export async function setPagesMax(store: Store, pagesMax: number): Promise<void> {
  await writerOf(store).send('limitPages', [pagesMax]);
}

/** Ends the thread that writes, at once: what it had not answered rejects, and the next write starts another. */
export async function crashWriter(store: Store): Promise<void> {
  await writerOf(store)
    .send('crash')
    .catch((error: unknown) => {
      if (!(error instanceof StoreUnavailableError)) throw error; // it cannot answer: it ended
    });
}

function writerOf(store: Store): Writer {
  const writer = writersOfStores.get(store);
  if (!writer) throw new TypeError('This is not a store of SQLite.');
  return writer;
}
