import { type Booking, paymentOf } from '../booking.ts';
import { owe, settle } from '../debts.ts';
import type { ShowEvent } from '../events.ts';
import { addHoldEnd } from '../hold-ends.ts';
import { remember } from '../idempotency.ts';
import { aboutBooking } from '../ruling.ts';
import type { Show } from '../show.ts';
import { addToTally, count, lowerTally, removeFromTally } from '../tally.ts';
import { holdTicket, returnTicket } from '../tier.ts';
import type { BookingStatus } from '../views.ts';

type Event<T extends ShowEvent['type']> = Extract<ShowEvent, { type: T }>;

/** The booking an event is about, which it now belongs to as well. */
export function touchBooking(show: Show, bookingId: string): Booking {
  const booking = show.bookings.get(bookingId);
  if (booking === undefined) throw new Error(`the log tells of booking ${bookingId}, which the show does not know`);
  if (booking.versions.at(-1) !== show.version) booking.versions.push(show.version);
  const entry =
    booking.status === 'held' && booking.entryId !== undefined ? show.offered.get(booking.entryId) : undefined;
  if (entry !== undefined) entry.version = show.version;
  return booking;
}

export function holdTickets(show: Show, event: Event<'TicketsHeld'>): void {
  addHeldBooking(show, { ...event, id: event.bookingId, heldAt: event.at, isErased: false });
  remember(show, event.request, event.at, aboutBooking(event.bookingId));
}

/** A new hold, be it taken or offered. */
export function addHeldBooking(
  show: Show,
  hold: Pick<Booking, 'id' | 'code' | 'userId' | 'nameKey' | 'currency' | 'heldAt' | 'expiresAt' | 'isErased'> & {
    readonly tickets: readonly Booking['tickets'][number][];
    readonly entryId?: string;
  },
): void {
  const booking: Booking = {
    id: hold.id,
    code: hold.code,
    userId: hold.userId,
    nameKey: hold.nameKey,
    currency: hold.currency,
    heldAt: hold.heldAt,
    order: show.nextOrder,
    ...(hold.entryId === undefined ? {} : { entryId: hold.entryId }),
    status: 'held',
    tickets: [...hold.tickets],
    expiresAt: hold.expiresAt,
    isPinned: false,
    extensions: 0,
    versions: [show.version],
    attempts: [],
    refunds: [],
    debts: 0,
    isErased: hold.isErased,
  };
  show.nextOrder += 1;
  show.bookings.set(booking.id, booking);
  show.live.add(booking.id);
  addToTally(show.users, booking.userId, { id: booking.id, tickets: booking.tickets.length });
  count(show.names, booking.nameKey, 1);
  for (const ticket of booking.tickets) holdTicket(show, ticket);
  addHoldEnd(show, booking);
}

export function extendHold(show: Show, event: Event<'HoldExtended'>): void {
  const booking = touchBooking(show, event.bookingId);
  booking.expiresAt = event.expiresAt;
  booking.extensions += 1;
  addHoldEnd(show, booking);
  remember(show, event.request, event.at, aboutBooking(booking.id));
}

export function endHold(show: Show, event: Event<'HoldExpired'> | Event<'HoldReleased'>): void {
  const booking = touchBooking(show, event.bookingId);
  if (event.type === 'HoldReleased') booking.cause = event.cause;
  endBooking(show, booking, { status: event.type === 'HoldExpired' ? 'expired' : 'released', at: event.at });
}

export function cancelBooking(show: Show, event: Event<'BookingCancelled'>): void {
  const booking = touchBooking(show, event.bookingId);
  const payment = paymentOf(booking);
  booking.cause = event.cause;
  if (payment?.status === 'authorised') {
    // Not captured yet: then nothing has to be paid back, also for tickets returned before.
    payment.status = 'voided';
    booking.refunds = booking.refunds.filter(({ attempt }) => attempt !== payment.attempt);
    settle(show, booking, `capture:${payment.attempt}`);
    owe(show, booking, { action: 'void', bookingId: booking.id, attempt: payment.attempt });
  } else if (payment !== undefined && event.refund !== undefined) {
    booking.refunds.push({ ...event.refund, attempt: payment.attempt, isDone: false });
    owe(show, booking, { action: 'refund', bookingId: booking.id, attempt: payment.attempt, ...event.refund });
  }
  endBooking(show, booking, { status: 'cancelled', at: event.at });
}

export function giveTicketBack(show: Show, event: Event<'TicketReturned'>): void {
  const booking = touchBooking(show, event.bookingId);
  const payment = paymentOf(booking);
  const ticket = booking.tickets.find(({ id }) => id === event.ticketId);
  if (ticket === undefined)
    throw new Error(`the log tells of ticket ${event.ticketId}, which its booking does not have`);
  booking.tickets = booking.tickets.filter((other) => other !== ticket);
  lowerTally(show.users, booking.userId, 1);
  returnTicket(show, ticket, booking.status === 'held' ? 'held' : 'booked');
  if (payment === undefined || event.refund === undefined) return;
  booking.refunds.push({ ...event.refund, attempt: payment.attempt, isDone: false });
  if (payment.status === 'captured') {
    owe(show, booking, { action: 'refund', bookingId: booking.id, attempt: payment.attempt, ...event.refund });
  }
}

function endBooking(show: Show, booking: Booking, end: { readonly status: BookingStatus; readonly at: number }): void {
  const from = booking.status === 'held' ? 'held' : 'booked';
  if (from === 'held' && booking.entryId !== undefined) endOffer(show, booking.entryId, 'lapsed');
  booking.status = end.status;
  booking.endedAt = end.at;
  show.live.delete(booking.id);
  removeFromTally(show.users, booking.userId, { id: booking.id, tickets: booking.tickets.length });
  count(show.names, booking.nameKey, -1);
  for (const ticket of booking.tickets) returnTicket(show, ticket, from);
  if (booking.debts === 0) show.endedBookings.add(booking.id);
}

/** The offered entry is over, one way or the other. */
export function endOffer(show: Show, entryId: string, status: 'taken' | 'lapsed'): void {
  const entry = show.offered.get(entryId);
  if (entry === undefined) return;
  entry.status = status;
  entry.version = show.version;
  show.offered.delete(entryId);
  show.endedEntries.set(entryId, entry);
}
