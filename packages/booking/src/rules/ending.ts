import { type Booking, offerOf, paymentOf, pendingPayment, totalOf } from '../booking.ts';
import type { ShowCommand } from '../commands.ts';
import type { Refund, ShowEvent } from '../events.ts';
import type { Refusal } from '../refusals.ts';
import { aboutBooking, accept, type Ruling, refuse } from '../ruling.ts';
import type { Show } from '../show.ts';
import { findBooking } from './find.ts';

/** Releases a hold or cancels a confirmed booking. One that has ended already is answered the same way. */
export function ruleEnd(show: Show, command: Extract<ShowCommand, { type: 'EndBooking' }>, now: number): Ruling {
  const booking = show.bookings.get(command.bookingId);
  if (booking === undefined) return refuse({ code: 'not-found', what: 'booking' });
  if (booking.endedAt !== undefined) return accept(aboutBooking(booking.id));
  if (show.isCancelled) return accept(aboutBooking(booking.id), ...endWithShow(booking, now));
  const refusal = refuseEnding(show, booking, now);
  if (refusal !== undefined) return refuse(refusal);
  return accept(aboutBooking(booking.id), endBy(booking, { cause: 'buyer', now }));
}

/** The last ticket ends the booking. */
export function ruleReturn(show: Show, command: Extract<ShowCommand, { type: 'ReturnTicket' }>, now: number): Ruling {
  const found = findBooking(show, command.bookingId);
  if (found.refusal !== undefined) return refuse(found.refusal);
  const { booking } = found;
  const ticket = booking.tickets.find(({ id }) => id === command.ticketId);
  if (ticket === undefined) return refuse({ code: 'not-found', what: 'ticket' });
  if (show.isCancelled) return refuse({ code: 'show-cancelled' });
  const refusal = refuseEnding(show, booking, now);
  if (refusal !== undefined) return refuse(refusal);
  if (booking.tickets.length === 1) return accept(aboutBooking(booking.id), endBy(booking, { cause: 'buyer', now }));
  return accept(aboutBooking(booking.id), {
    type: 'TicketReturned',
    at: now,
    bookingId: booking.id,
    ...offerOf(booking),
    ticketId: ticket.id,
    ...(booking.status === 'held' ? {} : refundOf(booking, ticket.id, ticket.priceMinor)),
  });
}

/** What happens to a live booking of a cancelled show. */
export function endWithShow(booking: Booking, now: number): ShowEvent[] {
  const pending = pendingPayment(booking);
  const end = endBy(booking, { cause: 'show', now });
  if (pending === undefined) return [end];
  return [{ type: 'PaymentAbandoned', at: now, bookingId: booking.id, attempt: pending.attempt }, end];
}

/** Money that may be on its way for tickets must find them; and what was sold stays sold after the deadline for changes. */
function refuseEnding(show: Show, booking: Booking, now: number): Refusal | undefined {
  const pending = pendingPayment(booking);
  if (pending !== undefined) return { code: 'payment-in-progress', attempt: pending.attempt };
  const until = show.settings?.policy.cancellableUntil ?? show.settings?.startsAt ?? 0;
  return booking.status === 'confirmed' && now >= until ? { code: 'not-cancellable' } : undefined;
}

function endBy(
  booking: Booking,
  { cause, now }: { readonly cause: 'buyer' | 'show'; readonly now: number },
): ShowEvent {
  if (booking.status === 'held') {
    return { type: 'HoldReleased', at: now, bookingId: booking.id, ...offerOf(booking), cause };
  }
  const isCaptured = paymentOf(booking)?.status === 'captured';
  const refund = isCaptured ? refundOf(booking, booking.id, totalOf(booking)) : {};
  return { type: 'BookingCancelled', at: now, bookingId: booking.id, cause, ...refund };
}

/** Owed for a part or all of a booking that was paid; what cost nothing is given back for nothing. */
function refundOf(booking: Booking, id: string, amountMinor: number): { readonly refund?: Refund } {
  if (amountMinor === 0 || paymentOf(booking) === undefined) return {};
  return { refund: { refund: `refund-${id}`, amountMinor } };
}
