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
}
