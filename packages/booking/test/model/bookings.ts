import type { Refusal, ShowCommand, ShowSettings } from '../../src/index.ts';
import {
  cancelConfirmed,
  confirm,
  endWithShow,
  giveUpPayment,
  noteIfOver,
  offerTag,
  releaseHold,
  rememberRequest,
  tell,
  touch,
} from './happen.ts';
import { about, refused, type Verdict } from './verdict.ts';
import { isKnownBooking, isLive, type ModelBooking, pendingOf, type World } from './world.ts';

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;

/** Commands about one booking. */
export type OnBooking = Extract<ShowCommand, { readonly bookingId: string }>;

export function onBooking(world: World, command: OnBooking, now: number): Verdict {
  const booking = world.bookings.find(({ id }) => id === command.bookingId);
  const isKnown = booking !== undefined && isKnownBooking(world, booking);
  const notFound = refused({ code: 'not-found', what: 'booking' });
  switch (command.type) {
    case 'ExtendHold':
    case 'StartPayment':
      if (world.isCancelled) return refused({ code: 'show-cancelled' });
      break;
    case 'EndBooking':
      return isKnown ? end(world, booking, now) : notFound;
    case 'RecordAuthorisation':
    case 'RecordDecline':
    case 'RecordCapture':
    case 'RecordVoid':
    case 'RecordRefund':
      return isKnown ? record(world, booking, command, now) : notFound;
    case 'ReturnTicket':
      break;
    default:
  }
  if (!isKnown) return notFound;
  if (booking.status === 'expired') return refused({ code: 'hold-expired', expiredAt: booking.expiresAt });
  if (!isLive(booking)) return notFound;
  if (command.type === 'ExtendHold') return extend(world, booking, command, now);
  if (command.type === 'StartPayment') return pay(world, booking, command, now);
  return giveBack(world, booking, command.ticketId, now);
}

function extend(world: World, booking: ModelBooking, { request }: Command<'ExtendHold'>, now: number): Verdict {
  const { policy } = world.settings as ShowSettings;
  if (booking.status !== 'held' || booking.extensions >= policy.holdExtensions)
    return refused({ code: 'not-extendable' });
  const expiresAt = booking.expiresAt + policy.holdSeconds * 1000;
  const more = request === undefined ? {} : { request };
  tell(world, { type: 'HoldExtended', at: now, bookingId: booking.id, ...offerTag(booking), expiresAt, ...more });
  touch(world, booking);
  booking.extensions += 1;
  booking.expiresAt = expiresAt;
  rememberRequest(world, request, { kind: 'booking', id: booking.id });
  return about(booking);
}

function whyNotEnd(world: World, booking: ModelBooking, now: number): Refusal | undefined {
  const { policy, startsAt } = world.settings as ShowSettings;
  const pending = pendingOf(booking);
  if (pending !== undefined) return { code: 'payment-in-progress', attempt: pending.attempt };
  const isTooLate = booking.status === 'confirmed' && now >= (policy.cancellableUntil ?? startsAt);
  return isTooLate ? { code: 'not-cancellable' } : undefined;
}

export function end(world: World, booking: ModelBooking, now: number): Verdict {
  if (!isLive(booking)) return about(booking);
  if (world.isCancelled) {
    endWithShow(world, booking, now);
    return about(booking);
  }
  const refusal = whyNotEnd(world, booking, now);
  if (refusal !== undefined) return refused(refusal);
  if (booking.status === 'held') releaseHold(world, booking, 'buyer', now);
  else cancelConfirmed(world, booking, 'buyer', now);
  return about(booking);
}

function giveBack(world: World, booking: ModelBooking, ticketId: string, now: number): Verdict {
  const ticket = booking.tickets.find(({ id }) => id === ticketId);
  if (ticket === undefined) return refused({ code: 'not-found', what: 'ticket' });
  if (world.isCancelled) return refused({ code: 'show-cancelled' });
  const refusal = whyNotEnd(world, booking, now);
  if (refusal !== undefined) return refused(refusal);
  if (booking.tickets.length === 1) return end(world, booking, now);
  const attempt = booking.attempts.at(-1);
  const isOwed = booking.status === 'confirmed' && ticket.priceMinor > 0 && attempt !== undefined;
  const refund = { refund: `refund-${ticketId}`, amountMinor: ticket.priceMinor };
  const more = isOwed ? { refund } : {};
  tell(world, { type: 'TicketReturned', at: now, bookingId: booking.id, ...offerTag(booking), ticketId, ...more });
  touch(world, booking);
  booking.tickets = booking.tickets.filter((one) => one !== ticket);
  if (isOwed) booking.refunds.push({ ...refund, attempt: attempt.attempt, isDone: false });
  return about(booking);
}

function pay(world: World, booking: ModelBooking, command: Command<'StartPayment'>, now: number): Verdict {
  const { attempt, method, request } = command;
  if (booking.status === 'confirmed') return about(booking);
  const pending = pendingOf(booking);
  if (pending !== undefined) return refused({ code: 'payment-in-progress', attempt: pending.attempt });
  const amountMinor = booking.tickets.reduce((sum, ticket) => sum + ticket.priceMinor, 0);
  if ((amountMinor === 0) !== (method === 'free')) return refused({ code: 'payment-method-unfit', amountMinor });
  const more = request === undefined ? {} : { request };
  if (amountMinor === 0) {
    confirm(world, booking, now, more);
    return about(booking);
  }
  const isPinned = !booking.hasBeenPinned && booking.expiresAt < now + 60_000;
  const expiresAt = isPinned ? now + 60_000 : booking.expiresAt;
  const deadline = Math.min(now + 60_000, expiresAt);
  const { currency } = booking;
  const what = { attempt, method, amountMinor, currency, deadline, expiresAt };
  tell(world, { type: 'PaymentStarted', at: now, bookingId: booking.id, ...offerTag(booking), ...what, ...more });
  touch(world, booking);
  if (isPinned) booking.hasBeenPinned = true;
  booking.expiresAt = expiresAt;
  const key = request === undefined ? {} : { key: request.key };
  booking.attempts.push({
    attempt,
    method,
    amountMinor,
    startedAt: now,
    deadline,
    status: 'pending',
    isVoidOwed: false,
    ...key,
  });
  rememberRequest(world, request, { kind: 'booking', id: booking.id });
  return about(booking);
}

type Answer = Command<'RecordAuthorisation' | 'RecordDecline' | 'RecordCapture' | 'RecordVoid' | 'RecordRefund'>;

function record(world: World, booking: ModelBooking, command: Answer, now: number): Verdict {
  const to = { at: now, bookingId: booking.id };
  if (command.type === 'RecordRefund') {
    const refund = booking.refunds.find((one) => one.refund === command.refund && !one.isDone);
    const paid = booking.attempts.find((one) => one.attempt === refund?.attempt);
    if (refund === undefined || paid?.status !== 'captured') return about(booking);
    tell(world, { type: 'PaymentRefunded', ...to, refund: refund.refund });
    touch(world, booking);
    refund.isDone = true;
    const back = booking.refunds
      .filter((one) => one.isDone && one.attempt === paid.attempt)
      .reduce((sum, one) => sum + one.amountMinor, 0);
    if (back >= paid.amountMinor) paid.status = 'refunded';
    noteIfOver(world, booking);
    return about(booking);
  }
  const attempt = booking.attempts.find((one) => one.attempt === command.attempt);
  if (attempt === undefined) return about(booking);
  const isWanted = attempt.status === 'pending';
  if (
    command.type === 'RecordAuthorisation' ||
    (command.type === 'RecordCapture' && (isWanted || attempt.status === 'declined'))
  ) {
    if (attempt.status === 'declined') giveUpPayment(world, booking, attempt, now);
    if (isWanted && world.isCancelled) endWithShow(world, booking, now);
    else if (isWanted) confirm(world, booking, now, { attempt: attempt.attempt });
  }
  if (command.type === 'RecordDecline' && isWanted) {
    tell(world, { type: 'PaymentDeclined', ...to, attempt: attempt.attempt, reason: command.reason });
    touch(world, booking);
    attempt.status = 'declined';
    attempt.reason = command.reason;
    for (const one of world.requests) if (one.key === attempt.key) one.isForgotten = true;
  }
  if (command.type === 'RecordVoid' && attempt.isVoidOwed) {
    tell(world, { type: 'PaymentVoided', ...to, attempt: attempt.attempt });
    touch(world, booking);
    attempt.isVoidOwed = false;
    noteIfOver(world, booking);
  }
  if (command.type === 'RecordCapture' && (attempt.status === 'authorised' || attempt.status === 'voided')) {
    const refund = { refund: `refund-${attempt.attempt}`, amountMinor: attempt.amountMinor };
    const isGivenUp = attempt.status === 'voided';
    tell(world, { type: 'PaymentCaptured', ...to, attempt: attempt.attempt, ...(isGivenUp ? { refund } : {}) });
    touch(world, booking);
    attempt.status = 'captured';
    attempt.isVoidOwed = false;
    if (isGivenUp) booking.refunds.push({ ...refund, attempt: attempt.attempt, isDone: false });
  }
  return about(booking);
}
