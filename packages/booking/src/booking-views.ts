import { knownEntry } from './apply/waitlist.ts';
import { type Booking, paymentOf } from './booking.ts';
import type { Ticket } from './events.ts';
import { earliestHoldEnd } from './hold-ends.ts';
import { aheadOf } from './line.ts';
import type { Show } from './show.ts';
import type { BookingStatus, EntryView, PaymentStatus } from './views.ts';
import { type Entry, lineOf } from './waiting-room.ts';

/** A booking as its readers see it. */
export interface BookingState {
  readonly id: string;
  readonly code: string;
  readonly userId: string;
  readonly nameKey: string;
  readonly status: BookingStatus;
  /** Without those that were given back one by one. */
  readonly tickets: readonly Ticket[];
  readonly currency: string;
  readonly heldAt: number;
  readonly expiresAt: number;
  readonly confirmedAt?: number;
  readonly endedAt?: number;
  /** Whose wish ended it, where it was anybody's. */
  readonly cause?: 'buyer' | 'show';
  /** The waitlist entry it was offered to. */
  readonly entryId?: string;
  readonly extensions: number;
  /** The commits that touched it, rising. */
  readonly versions: readonly number[];
  /** The last attempt. */
  readonly payment?: {
    readonly attempt: string;
    readonly method: string;
    readonly status: PaymentStatus;
    readonly amountMinor: number;
    readonly deadline: number;
    readonly startedAt: number;
    readonly reason?: string;
  };
  readonly refunds: readonly { readonly refund: string; readonly amountMinor: number; readonly isDone: boolean }[];
}

/** A booking that is live, that still owes something, or that ended in the last commit in which anything happened. O(its tickets). */
export function bookingOf(show: Show, bookingId: string): BookingState | undefined {
  const booking = show.bookings.get(bookingId);
  return booking === undefined ? undefined : toState(booking);
}

function toState(booking: Booking): BookingState {
  const { id, code, userId, nameKey, status, currency, heldAt, expiresAt, extensions } = booking;
  return {
    id,
    code,
    userId,
    nameKey,
    status,
    currency,
    heldAt,
    expiresAt,
    extensions,
    tickets: [...booking.tickets],
    versions: [...booking.versions],
    refunds: booking.refunds.map(({ refund, amountMinor, isDone }) => ({ refund, amountMinor, isDone })),
    ...(booking.confirmedAt === undefined ? {} : { confirmedAt: booking.confirmedAt }),
    ...(booking.endedAt === undefined ? {} : { endedAt: booking.endedAt }),
    ...(booking.cause === undefined ? {} : { cause: booking.cause }),
    ...(booking.entryId === undefined ? {} : { entryId: booking.entryId }),
    ...toPayment(booking),
  };
}

function toPayment(booking: Booking): Pick<BookingState, 'payment'> {
  const last = paymentOf(booking);
  if (last === undefined) return {};
  const { attempt, method, status, amountMinor, deadline, startedAt, reason } = last;
  const payment = { attempt, method, status, amountMinor, deadline, startedAt };
  return { payment: reason === undefined ? payment : { ...payment, reason } };
}

/** An entry that waits, that is offered its tickets, or that ended in the last commit in which anything happened. O(log n). */
export function entryOf(show: Show, entryId: string): EntryView | undefined {
  const entry = knownEntry(show, entryId);
  if (entry === undefined) return undefined;
  const { tier, quantity, userId, joinedAt } = entry;
  const heldTickets = show.tiers.get(tier)?.held ?? 0;
  return { entryId, tier, quantity, userId, joinedAt, heldTickets, ...placeOf(show, entry), ...offerOf(show, entry) };
}

/** An entry of a closed room is closed, whether or not it has been told. */
function placeOf(
  show: Show,
  entry: Entry,
): Pick<EntryView, 'status' | 'position' | 'ahead' | 'earliestReleaseAt' | 'version'> {
  const { status, version } = entry;
  if (status !== 'waiting') return { status, position: 0, ahead: 0, version };
  if (!show.room.entries.has(entry.entryId)) {
    const closed = show.closing.find(({ entries }) => entries.has(entry.entryId));
    return { status: 'closed', position: 0, ahead: 0, version: closed?.closedVersion ?? version };
  }
  const { entries, tickets } = aheadOf(lineOf(show.room, entry.tier), entry);
  const earliestReleaseAt = earliestHoldEnd(show, entry.tier);
  const release = earliestReleaseAt === undefined ? {} : { earliestReleaseAt };
  return { status, position: entries + 1, ahead: tickets, ...release, version };
}

function offerOf(show: Show, { status, booking }: Entry): Pick<EntryView, 'bookingId' | 'expiresAt'> {
  const offer =
    status === 'offered' || status === 'taken' || status === 'lapsed'
      ? show.bookings.get(booking.bookingId)
      : undefined;
  return offer === undefined ? {} : { bookingId: offer.id, expiresAt: offer.expiresAt };
}
