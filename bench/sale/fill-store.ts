import { type Show, type ShowEvent, wakeAt } from '@myevents/booking';
import type { AppendEntry, Commit, Store } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import { bookingServiceCollections, collections, toWrite } from '../../services/bookings/src/collections.ts';
import { projectCommit } from '../../services/bookings/src/projections/project-commit.ts';

/** Writes sales that were made in this process into a data folder, as the Booking Service itself would have. */
export interface StoreFiller extends AsyncDisposable {
  /** For `createSale`. Whoever fills calls `flush` now and then: nothing waits otherwise. */
  readonly onCommit: (commit: Commit<ShowEvent>, show: Show) => void;
  /** Resolves when all commits so far are on the disk, and marks them as published. */
  flush(): Promise<void>;
}

export async function openStoreFiller(folder: string): Promise<StoreFiller> {
  const store = await openSqliteStore({ folder, service: 'bookings', collections: bookingServiceCollections });
  let entries: AppendEntry[] = [];
  let writing: Promise<void> = Promise.resolve();
  return {
    onCommit(commit, show) {
      const { writes } = projectCommit(show, commit.events);
      const wake = { collection: collections.wakes, id: show.id, version: show.version };
      entries.push({ commit, documents: [...writes, toWrite(wake, { wakeAt: wakeAt(show) })] });
    },
    async flush() {
      const batch = entries;
      entries = [];
      await writing; // one batch is written while the next one is made
      writing = write(store, batch);
    },
    async [Symbol.asyncDispose]() {
      await writing;
      await store[Symbol.asyncDispose]();
    },
  };
}

async function write({ log }: Store, batch: readonly AppendEntry[]): Promise<void> {
  const outcomes = await log.append(batch);
  if (outcomes.includes('conflict')) throw new Error('the data folder was not empty');
  const last = new Map(batch.map(({ commit }) => [commit.stream, commit.version]));
  await log.published([...last].map(([stream, throughVersion]) => ({ stream, throughVersion })));
}
