import type { Booking } from '../booking.ts';
import type { Refusal } from '../refusals.ts';
import type { Show } from '../show.ts';

/** A live booking for a command that needs one. One the show has forgotten is over; why, its document knows. */
export function findBooking(
  show: Show,
  bookingId: string,
): { readonly booking: Booking; readonly refusal?: never } | { readonly refusal: Refusal } {
  const booking = show.bookings.get(bookingId);
  if (booking?.status === 'expired') return { refusal: { code: 'hold-expired', expiredAt: booking.expiresAt } };
  if (booking === undefined || booking.endedAt !== undefined)
    return { refusal: { code: 'not-found', what: 'booking' } };
  return { booking };
}
