import { type Attempt, type Booking, paymentOf } from '../booking.ts';
import { addDeadline } from '../deadlines.ts';
import { owe, settle } from '../debts.ts';
import type { ShowEvent } from '../events.ts';
import { addHoldEnd } from '../hold-ends.ts';
import { forgetRequest, remember } from '../idempotency.ts';
import { aboutBooking } from '../ruling.ts';
import type { Show } from '../show.ts';
import { bookTicket } from '../tier.ts';
import { endOffer, touchBooking } from './bookings.ts';

type Event<T extends ShowEvent['type']> = Extract<ShowEvent, { type: T }>;

export function startPayment(show: Show, event: Event<'PaymentStarted'>): void {
  const booking = touchBooking(show, event.bookingId);
  booking.attempts.push({
    attempt: event.attempt,
    method: event.method,
    amountMinor: event.amountMinor,
    startedAt: event.at,
    deadline: event.deadline,
    status: 'pending',
    ...(event.request === undefined ? {} : { requestKey: event.request.key }),
  });
  if (event.expiresAt !== booking.expiresAt) {
    booking.isPinned = true;
    booking.expiresAt = event.expiresAt;
    addHoldEnd(show, booking);
  }
  show.pending.add(booking.id);
  addDeadline(show.deadlines, { at: event.deadline, order: booking.order, kind: 0, bookingId: booking.id });
  remember(show, event.request, event.at, aboutBooking(booking.id));
}

export function declinePayment(show: Show, event: Event<'PaymentDeclined'>): void {
  const booking = touchBooking(show, event.bookingId);
  const attempt = attemptOf(booking, event.attempt);
  attempt.status = 'declined';
  attempt.reason = event.reason;
  show.pending.delete(booking.id);
  // Rule 6 remembers accepted requests alone: the buyer may try again with the same key.
  if (attempt.requestKey !== undefined) forgetRequest(show.requests, attempt.requestKey);
}

export function abandonPayment(show: Show, event: Event<'PaymentAbandoned'>): void {
  const booking = touchBooking(show, event.bookingId);
  const attempt = attemptOf(booking, event.attempt);
  // It may be an older one that was declined, with the next one under way already.
  if (attempt.status === 'pending') show.pending.delete(booking.id);
  attempt.status = 'voided';
  owe(show, booking, { action: 'void', bookingId: booking.id, attempt: event.attempt });
}

export function confirmBooking(show: Show, event: Event<'BookingConfirmed'>): void {
  const booking = touchBooking(show, event.bookingId);
  booking.status = 'confirmed';
  booking.confirmedAt = event.at;
  for (const ticket of booking.tickets) bookTicket(show, ticket);
  if (booking.entryId !== undefined) endOffer(show, booking.entryId, 'taken');
  remember(show, event.request, event.at, aboutBooking(booking.id));
  if (event.attempt === undefined) return;
  attemptOf(booking, event.attempt).status = 'authorised';
  show.pending.delete(booking.id);
  owe(show, booking, { action: 'capture', bookingId: booking.id, attempt: event.attempt });
}

export function capturePayment(show: Show, event: Event<'PaymentCaptured'>): void {
  const booking = touchBooking(show, event.bookingId);
  attemptOf(booking, event.attempt).status = 'captured';
  settle(show, booking, `capture:${event.attempt}`);
  if (event.refund !== undefined) booking.refunds.push({ ...event.refund, attempt: event.attempt, isDone: false });
  for (const { refund, attempt, amountMinor, isDone } of booking.refunds) {
    if (!isDone && attempt === event.attempt) {
      owe(show, booking, { action: 'refund', bookingId: booking.id, attempt, refund, amountMinor });
    }
  }
  settle(show, booking, `void:${event.attempt}`);
}

export function voidPayment(show: Show, event: Event<'PaymentVoided'>): void {
  const booking = touchBooking(show, event.bookingId);
  settle(show, booking, `void:${event.attempt}`);
}

export function refundPayment(show: Show, event: Event<'PaymentRefunded'>): void {
  const booking = touchBooking(show, event.bookingId);
  const done = booking.refunds.find(({ refund }) => refund === event.refund);
  if (done === undefined) throw new Error(`the log tells of refund ${event.refund}, which its booking does not owe`);
  done.isDone = true;
  settle(show, booking, `refund:${event.refund}`);
  const attempt = attemptOf(booking, done.attempt);
  if (refundedMinor(booking, attempt) >= attempt.amountMinor) attempt.status = 'refunded';
}

function refundedMinor(booking: Booking, { attempt }: Attempt): number {
  return booking.refunds
    .filter((refund) => refund.isDone && refund.attempt === attempt)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function attemptOf(booking: Booking, attempt: string): Attempt {
  const last = paymentOf(booking);
  const found = last?.attempt === attempt ? last : booking.attempts.find((other) => other.attempt === attempt);
  if (found === undefined) throw new Error(`the log tells of attempt ${attempt}, which its booking does not have`);
  return found;
}
