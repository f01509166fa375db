import { ProblemError } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { Outcome } from './commands.ts';
import type { Pending } from './decide-batch.ts';

/** How long a caller waits for the store (design, section 3). */
const patienceMs = 5_000;

/** Nothing was tried, or nothing was changed: the caller may simply come again. */
export const overloaded = (detail: string) => new ProblemError('overloaded', { detail });

/** Answers a command that came to nothing; one that has its answer keeps it. */
export function refuse(pending: Pending<Outcome>, problem: Error): void {
  if (pending.isAnswered) return;
  pending.isAnswered = true;
  pending.reject(problem);
}

export interface Waiting {
  /** In the append under way. */
  readonly inFlight: readonly Pending<Outcome>[];
  /** Takes out of the queue who waited since before `since`, by the monotonic clock. */
  takeLate(since: number): readonly Pending<Outcome>[];
  refuseReaders(problem: Error): void;
}

/**
 * While a turn of the sequencer is under way: whoever waits too long is answered. The turn itself goes on, so a store that
 * hangs holds nobody up for longer. Answers how to stop watching.
 */
export function watchPatience(clock: Clock, waiting: () => Waiting): () => void {
  let cancel = clock.setTimer(expire, patienceMs);
  function expire(): void {
    const { inFlight, takeLate, refuseReaders } = waiting();
    const unknown = new ProblemError('outcome-unknown');
    const silent = overloaded('the store does not answer');
    for (const pending of inFlight) refuse(pending, unknown);
    for (const pending of takeLate(clock.monotonic() - patienceMs)) refuse(pending, silent);
    refuseReaders(silent);
    cancel = clock.setTimer(expire, patienceMs / 5);
  }
  return () => cancel();
}
