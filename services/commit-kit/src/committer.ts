import { type AppendEntry, type AppendOutcome, type Clock, type Store, StoreUnavailableError } from '@myevents/ports';
import type { Publisher } from './publisher.ts';

/** The engine failed in the middle of an append: the commit may or may not be there. Read the stream before deciding anything. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** The process is stopping and takes nothing new. Nothing was written. */
export class CommitterClosedError extends Error {
  override readonly name = 'CommitterClosedError';
}

export interface AppendMeasure {
  readonly commits: number;
  readonly durationMs: number;
}

export interface CommitterOptions {
  readonly store: Pick<Store, 'log' | 'documents' | 'exclusive'>;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly onAppend?: (measure: AppendMeasure) => void;
}

/** Group commit for a whole process: what arrives while an append is under way goes into the next one. */
export interface Committer {
  /**
   * Durable when it answers 'committed'; its messages are then published in the background, in order within the stream.
   * Rejects with StoreUnavailableError when nothing was written, with OutcomeUnknownError when nobody knows.
   */
  append(entry: AppendEntry): Promise<AppendOutcome>;
  /** Resolves once every append that was asked for is answered. Later ones are refused. */
  close(): Promise<void>;
}

/** Commits in one append. Each is at most 200 KiB, and most are far smaller. */
const batchCommitsMax = 500;

interface Waiting {
  readonly entry: AppendEntry;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** How long an append whose outcome is unknown is repeated; its callers wait as long (design, section 3). */
const settleWithinMs = 5_000;
const settlePauseMs = 100;

/** One append is under way at a time: on an engine with one writer more would only queue there, without growing the batches. */
export function createCommitter({ store, publisher, clock, onAppend }: CommitterOptions): Committer {
  const { log, documents } = store;
  let waiting: Waiting[] = [];
  let isClosed = false;
  let working: Promise<void> | undefined;

  function answer({ entry, resolve }: Waiting, outcome: AppendOutcome): void {
    if (outcome === 'committed') publisher.enqueue(entry);
    resolve(outcome);
  }

  async function appendBatch(batch: readonly Waiting[]): Promise<void> {
    const startedAt = clock.monotonic();
    try {
      const outcomes = await log.append(batch.map(({ entry }) => entry));
      onAppend?.({ commits: batch.length, durationMs: clock.monotonic() - startedAt });
      for (const [index, item] of batch.entries()) answer(item, outcomes[index] ?? 'conflict');
    } catch (cause) {
      await Promise.all(batch.map((item) => settle(item, cause)));
    }
  }

  /**
   * The engine failed: look whether the commit is there, and where others may write too, append the same commit again. One that
   * is there may lack its documents, on an engine that stores them after it.
   */
  async function settle(item: Waiting, cause: unknown): Promise<void> {
    const { commit } = item.entry;
    const until = clock.monotonic() + settleWithinMs;
    do {
      try {
        const present = await log.readOne(commit);
        if (present && present.id !== commit.id) return answer(item, 'conflict');
        if (present) {
          await documents.put(item.entry.documents);
          return answer(item, 'committed');
        }
        if (store.exclusive) return item.reject(new StoreUnavailableError('the store takes no writes now', { cause }));
        const [outcome] = await log.append([item.entry]);
        return answer(item, outcome ?? 'conflict');
      } catch {
        await new Promise<void>((resolve) => clock.setTimer(resolve, settlePauseMs));
      }
    } while (clock.monotonic() < until);
    item.reject(new OutcomeUnknownError('the store failed during an append', { cause }));
  }

  async function work(): Promise<void> {
    // Everything that was parsed in this turn of the event loop joins the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchCommitsMax);
      waiting = waiting.slice(batchCommitsMax);
      await appendBatch(batch);
    }
    working = undefined;
  }

  return {
    append(entry) {
      if (isClosed) return Promise.reject(new CommitterClosedError('the service is stopping'));
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        working ??= work();
      });
    },
    async close() {
      isClosed = true;
      while (working) await working;
    },
  };
}
