import { type Attempt, type Booking, offerOf, paymentOf, pendingPayment, totalOf } from '../booking.ts';
import type { ShowCommand } from '../commands.ts';
import type { ShowEvent } from '../events.ts';
import { recall } from '../idempotency.ts';
import { aboutBooking, accept, type Ruling, refuse } from '../ruling.ts';
import type { Show } from '../show.ts';
import { endWithShow } from './ending.ts';
import { findBooking } from './find.ts';

/** How long an answer to a payment may take, and for how long at least a payment keeps its hold. */
export const paymentMs = 60_000;

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;

/** Rule 7. A confirmed booking is accepted with no events: it takes nothing. */
export function ruleStartPayment(show: Show, command: Command<'StartPayment'>, now: number): Ruling {
  const recalled = recall(show, command.request, now);
  if (recalled !== undefined) return recalled;
  if (show.isCancelled) return refuse({ code: 'show-cancelled' });
  const found = findBooking(show, command.bookingId);
  if (found.refusal !== undefined) return refuse(found.refusal);
  const { booking } = found;
  if (booking.status === 'confirmed') return accept(aboutBooking(booking.id));
  const pending = pendingPayment(booking);
  if (pending !== undefined) return refuse({ code: 'payment-in-progress', attempt: pending.attempt });
  const amountMinor = totalOf(booking);
  if ((command.method === 'free') !== (amountMinor === 0)) return refuse({ code: 'payment-method-unfit', amountMinor });
  const about = { at: now, bookingId: booking.id, ...offerOf(booking) };
  const request = command.request === undefined ? {} : { request: command.request };
  if (amountMinor === 0) return accept(aboutBooking(booking.id), { type: 'BookingConfirmed', ...about, ...request });
  const expiresAt = booking.isPinned ? booking.expiresAt : Math.max(booking.expiresAt, now + paymentMs);
  return accept(aboutBooking(booking.id), {
    type: 'PaymentStarted',
    ...about,
    attempt: command.attempt,
    method: command.method,
    amountMinor,
    currency: booking.currency,
    deadline: Math.min(now + paymentMs, expiresAt),
    expiresAt,
    ...request,
  });
}

/** What a provider's answer means; `attempt` is undefined if it was never started here. Repeating an answer changes nothing. */
function ruleAnswer(
  show: Show,
  command: { readonly bookingId: string; readonly attempt: string },
  toEvents: (booking: Booking, attempt: Attempt) => readonly ShowEvent[],
): Ruling {
  const booking = show.bookings.get(command.bookingId);
  if (booking === undefined) return refuse({ code: 'not-found', what: 'booking' });
  const last = paymentOf(booking);
  const attempt =
    last?.attempt === command.attempt ? last : booking.attempts.find((one) => one.attempt === command.attempt);
  return accept(aboutBooking(booking.id), ...(attempt === undefined ? [] : toEvents(booking, attempt)));
}

/** Confirms what is still held; an authorisation that comes too late, or after a decline, is to be voided. */
export function ruleAuthorisation(show: Show, command: Command<'RecordAuthorisation'>, now: number): Ruling {
  return ruleAnswer(show, command, (booking, attempt) => authorisationEvents(show, { booking, attempt, now }));
}

function authorisationEvents(
  show: Show,
  { booking, attempt, now }: { readonly booking: Booking; readonly attempt: Attempt; readonly now: number },
): readonly ShowEvent[] {
  const about = { at: now, bookingId: booking.id };
  if (attempt.status === 'declined') return [{ type: 'PaymentAbandoned', ...about, attempt: attempt.attempt }];
  if (attempt.status !== 'pending') return [];
  if (show.isCancelled) return endWithShow(booking, now);
  return [{ type: 'BookingConfirmed', ...about, ...offerOf(booking), attempt: attempt.attempt }];
}

/** The hold stays, and the key is forgotten. The decline of an attempt that was given up or confirmed says nothing new. */
export function ruleDecline(show: Show, command: Command<'RecordDecline'>, now: number): Ruling {
  return ruleAnswer(show, command, ({ id }, { attempt, status }) =>
    status === 'pending' ? [{ type: 'PaymentDeclined', at: now, bookingId: id, attempt, reason: command.reason }] : [],
  );
}

/** Money that was taken for an attempt given up before is owed back whole. A capture also says that it was authorised. */
export function ruleCapture(show: Show, command: Command<'RecordCapture'>, now: number): Ruling {
  return ruleAnswer(show, command, (booking, attempt) => {
    if (attempt.status === 'captured' || attempt.status === 'refunded') return [];
    const before = authorisationEvents(show, { booking, attempt, now });
    const isKept = attempt.status === 'authorised' || before[0]?.type === 'BookingConfirmed';
    const refund = { refund: `refund-${attempt.attempt}`, amountMinor: attempt.amountMinor };
    return [
      ...before,
      {
        type: 'PaymentCaptured',
        at: now,
        bookingId: booking.id,
        attempt: attempt.attempt,
        ...(isKept ? {} : { refund }),
      },
    ];
  });
}

/** Only what is owed can be done. */
export function ruleVoid(show: Show, command: Command<'RecordVoid'>, now: number): Ruling {
  return ruleAnswer(show, command, ({ id }, { attempt }) =>
    show.owed.has(`void:${attempt}`) ? [{ type: 'PaymentVoided', at: now, bookingId: id, attempt }] : [],
  );
}

/** Only what is owed can be done. */
export function ruleRefund(show: Show, { bookingId, refund }: Command<'RecordRefund'>, now: number): Ruling {
  if (!show.bookings.has(bookingId)) return refuse({ code: 'not-found', what: 'booking' });
  const isOwed = show.owed.get(`refund:${refund}`)?.bookingId === bookingId;
  return accept(
    aboutBooking(bookingId),
    ...(isOwed ? [{ type: 'PaymentRefunded', at: now, bookingId, refund } as const] : []),
  );
}
