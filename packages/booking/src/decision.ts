import type { ShowEvent } from './events.ts';
import type { Refusal } from './refusals.ts';

/** What an accepted command is about, for the answer to its caller. */
export type Subject =
  | { readonly kind: 'booking'; readonly id: string }
  | { readonly kind: 'waitlist-entry'; readonly id: string }
  | { readonly kind: 'show' };

/**
 * What `decide` found. In every case `events` have already been applied to the show and are to be committed: what was due
 * by `now` happens whatever becomes of the command.
 */
export type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly ShowEvent[]; readonly subject: Subject }
  /**
   * Rule 6: the same request was accepted before, in commit `version`, by the event that carries its key.
   */
  | {
      readonly outcome: 'repeated';
      readonly events: readonly ShowEvent[];
      readonly subject: Subject;
      readonly version: number;
    }
  | { readonly outcome: 'refused'; readonly events: readonly ShowEvent[]; readonly refusal: Refusal }
  /** More was due than fits into one commit: commit these events, then decide the same command again. */
  | { readonly outcome: 'due'; readonly events: readonly ShowEvent[] };
