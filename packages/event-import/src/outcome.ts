import type { ImportSetting } from './defaults.ts';
import { type Entry, EntryError, type Refusal } from './entry.ts';

/**
 * What became of an entry. `created`, `extended` (new dates of an event that was there), `changed`, `unchanged`, `differs`
 * (from what is there, which was left as it is), `cancelled` (the file calls it off, so nothing was created), `planned` (a dry run), `refused`.
 */
export type OutcomeKind =
  | 'created'
  | 'extended'
  | 'changed'
  | 'unchanged'
  | 'differs'
  | 'cancelled'
  | 'planned'
  | 'refused';

/** One line of the report. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly at: string;
  readonly key?: string;
  readonly title?: string;
  readonly eventId?: string;
  /** How many dates it has on the platform, or would have. */
  readonly shows: number;
  /** Dates that could not be taken while others were. */
  readonly refusedShows?: number;
  /** Why it was refused. */
  readonly reason?: string;
  readonly notes: readonly string[];
  /** Said otherwise, or said at all, these would have it come out otherwise. */
  readonly settings: readonly ImportSetting[];
}

export function refused({ reason, ...rest }: Refusal, settings: readonly ImportSetting[] = []): Outcome {
  return { ...rest, kind: 'refused', shows: 0, reason, notes: [], settings };
}

/** What an entry's EntryError comes to; any other error is thrown again. */
export function refusedEntry({ key, at, title }: Entry, error: unknown): Outcome {
  if (!(error instanceof EntryError)) throw error;
  return refused({ key, at, title, reason: error.message }, error.settings);
}

/** `line 9` before `line 10`, `/2` before `/10`. */
export function inOrderOfFile<Item>(items: readonly Item[], atOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((one, other) => atOf(one).localeCompare(atOf(other), 'en', { numeric: true }));
}

export function countsOf(outcomes: readonly Outcome[]): Partial<Record<OutcomeKind, number>> {
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Whether every entry was taken with all its dates, or was there already. */
export function isAllTaken(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ kind, refusedShows = 0 }) => kind !== 'refused' && refusedShows === 0);
}
