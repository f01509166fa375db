import { type Booking, isLive } from './booking.ts';
import type { Show } from './show.ts';
import type { OwedAction } from './views.ts';

type Debt = Exclude<OwedAction, { action: 'find' }>;

/** Something has to be done with the provider. Owing it twice is owing it once. */
export function owe(show: Show, booking: Booking, debt: Debt): void {
  const key = keyOf(debt);
  if (show.owed.has(key)) return;
  show.owed.set(key, debt);
  booking.debts += 1;
  show.endedBookings.delete(booking.id);
}

/** It is done, or no longer to be done. A booking that is over and owes nothing more is forgotten with the next commit. */
export function settle(show: Show, booking: Booking, key: string): void {
  if (!show.owed.delete(key)) return;
  booking.debts -= 1;
  if (booking.debts === 0 && !isLive(booking)) show.endedBookings.add(booking.id);
}

/** Under which a debt is kept: `capture:<attempt>`, `void:<attempt>`, `refund:<refund>`. */
export function keyOf(debt: Debt): string {
  return debt.action === 'refund' ? `refund:${debt.refund}` : `${debt.action}:${debt.attempt}`;
}
