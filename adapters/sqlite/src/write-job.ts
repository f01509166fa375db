import type { Collection } from '@myevents/ports';
import type { SqliteFailure } from './sqlite-error.ts';

/** What crosses to the writer's thread is flat: a row of plain values is cloned several times faster than nested objects. */
export type Value = string | number | null;

/**
 * - `open` opens the database, so that a failure is known at once.
 * - `append`: for each commit stream, version, id, at, events as JSON, the number of its documents, then their rows.
 * - `put`: document rows: the number of the collection, id, version, JSON or null, the values of its index columns.
 * - `published`: pairs of stream and version.
 * - `limitPages`: for tests, the largest number of pages the file may grow to.
 * - `crash`: for tests, ends the thread as a fault in it would.
 * - `close` closes the database and ends the thread.
 */
export type JobKind = 'open' | 'append' | 'put' | 'published' | 'limitPages' | 'crash' | 'close';

export interface Job {
  readonly number: number;
  readonly kind: JobKind;
  readonly values: readonly Value[];
}

/** `outcomes` is for an append: whether each commit is in the log. */
export type JobAnswer =
  | { readonly number: number; readonly outcomes: readonly boolean[] }
  | { readonly number: number; readonly failure: SqliteFailure };

export interface WriterData {
  readonly file: string;
  readonly collections: readonly Collection[];
}
