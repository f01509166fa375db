import type { Booking, Show } from './queries.ts';

/** Until when what is booked can be given back: the show's own deadline, else its beginning. */
export function cancellableUntil({ policy, startsAt }: Pick<Show, 'policy' | 'startsAt'>): string {
  return policy.cancellableUntil ?? startsAt;
}

export function isCancellable(booking: Pick<Booking, 'status'>, show: Show | undefined, now: number): boolean {
  if (booking.status !== 'confirmed' || show === undefined || show.status === 'cancelled') return false;
  return now < Date.parse(cancellableUntil(show));
}
