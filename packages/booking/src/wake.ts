import { pendingPayment } from './booking.ts';
import { hasOffers, nextClosing, nextDeadline, nextOpening } from './due.ts';
import { hasPortions } from './portions.ts';
import { known } from './present.ts';
import type { Show } from './show.ts';
import type { OwedAction } from './views.ts';

/** How long a payment's own process has to bring the answer before any other may ask the provider for it. */
export const answerMs = 10_000;

/**
 * The earliest instant at which somebody has to look after the show, null if never: the end of a hold or payment, the opening
 * or end of sales; at once (the instant of the last commit) where portions, offers or money are owed.
 */
export function wakeAt(show: Show): number | null {
  if (show.owed.size > 0 || hasOffers(show) || hasPortions(show)) return show.at;
  const instants = [nextDeadline(show)?.at, nextOpening(show), nextClosing(show), nextAnswer(show)];
  return instants.reduce<number | null>(
    (first, at) => (at === undefined || (first !== null && first <= at) ? first : at),
    null,
  );
}

/** Whether a `Tick` at this instant would make anything happen. Money owed is not: see {@link owedActions}. */
export function isDue(show: Show, now: number): boolean {
  const instants = [nextDeadline(show)?.at, nextOpening(show), nextClosing(show)];
  return instants.some((at) => at !== undefined && at <= now) || hasOffers(show) || hasPortions(show);
}

/**
 * What is to be done with the provider, the oldest first: captures, voids and refunds, then payments under way that may be
 * asked for. All are idempotent there; what became of them comes back as `Record…` commands.
 */
export function* owedActions(show: Show): Generator<OwedAction> {
  yield* show.owed.values();
  for (const bookingId of show.pending) {
    const pending = pendingPayment(known(show.bookings, bookingId));
    if (pending !== undefined) yield { action: 'find', bookingId, attempt: pending.attempt };
  }
}

/** When the payment under way for longest may be asked for. */
function nextAnswer(show: Show): number | undefined {
  for (const bookingId of show.pending) {
    const pending = pendingPayment(known(show.bookings, bookingId));
    if (pending !== undefined) return pending.startedAt + answerMs;
  }
  return undefined;
}
