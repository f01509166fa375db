import type { Attempt, Booking, RefundState } from './booking.ts';
import type { NewBooking } from './commands.ts';
import type { Ticket } from './events.ts';
import type { BookingStatus, WaitlistStatus } from './views.ts';
import type { Entry } from './waiting-room.ts';

type TicketRow = readonly [id: string, tier: string, priceMinor: number, seat?: string];

/** A booking in a snapshot. There are many, so it is a row without names of fields. */
export type BookingRow = readonly [
  id: string,
  code: string,
  userId: string,
  nameKey: string,
  currency: string,
  status: BookingStatus,
  order: number,
  heldAt: number,
  expiresAt: number,
  tickets: readonly TicketRow[],
  versions: readonly number[],
  rest: BookingRest,
];

/** What most bookings have nothing of. */
interface BookingRest {
  readonly entryId?: string;
  readonly isPinned?: true;
  readonly isErased?: true;
  readonly extensions?: number;
  readonly confirmedAt?: number;
  readonly endedAt?: number;
  readonly cause?: 'buyer' | 'show';
  readonly debts?: number;
  readonly attempts?: readonly Attempt[];
  readonly refunds?: readonly RefundState[];
}

/** A waitlist entry in a snapshot. */
export type EntryRow = readonly [
  entryId: string,
  tier: string,
  quantity: number,
  userId: string,
  nameKey: string,
  booking: NewBooking,
  joinedAt: number,
  place: number,
  status: WaitlistStatus,
  version: number,
  isErased: 0 | 1,
];

/** Shares with the booking only what never changes. */
export function toBookingRow(booking: Booking): BookingRow {
  const { id, code, userId, nameKey, currency, status, order, heldAt, expiresAt, tickets, versions } = booking;
  const rest = toRest(booking);
  return [
    id,
    code,
    userId,
    nameKey,
    currency,
    status,
    order,
    heldAt,
    expiresAt,
    tickets.map(toTicketRow),
    [...versions],
    rest,
  ];
}

function toRest(booking: Booking): BookingRest {
  const { entryId, isPinned, isErased, extensions, confirmedAt, endedAt, cause, debts, attempts, refunds } = booking;
  return {
    ...(entryId === undefined ? {} : { entryId }),
    ...(isPinned ? { isPinned } : {}),
    ...(isErased ? { isErased } : {}),
    ...(extensions === 0 ? {} : { extensions }),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(cause === undefined ? {} : { cause }),
    ...(debts === 0 ? {} : { debts }),
    ...(attempts.length === 0 ? {} : { attempts: attempts.map((attempt) => ({ ...attempt })) }),
    ...(refunds.length === 0 ? {} : { refunds: refunds.map((refund) => ({ ...refund })) }),
  };
}

/** The other way round. */
export function fromBookingRow(row: BookingRow): Booking {
  const [id, code, userId, nameKey, currency, status, order, heldAt, expiresAt, tickets, versions, rest] = row;
  return {
    id,
    code,
    userId,
    nameKey,
    currency,
    status,
    order,
    heldAt,
    expiresAt,
    ...rest,
    tickets: tickets.map(fromTicketRow),
    versions: [...versions],
    isPinned: rest.isPinned ?? false,
    isErased: rest.isErased ?? false,
    extensions: rest.extensions ?? 0,
    debts: rest.debts ?? 0,
    attempts: (rest.attempts ?? []).map((attempt) => ({ ...attempt })),
    refunds: (rest.refunds ?? []).map((refund) => ({ ...refund })),
  };
}

function toTicketRow({ id, tier, priceMinor, seat }: Ticket): TicketRow {
  return seat === undefined ? [id, tier, priceMinor] : [id, tier, priceMinor, seat];
}

function fromTicketRow([id, tier, priceMinor, seat]: TicketRow): Ticket {
  return seat === undefined ? { id, tier, priceMinor } : { id, tier, seat, priceMinor };
}

/** Shares with the entry only what never changes. */
export function toEntryRow(entry: Entry): EntryRow {
  const { entryId, tier, quantity, userId, nameKey, booking, joinedAt, place, status, version, isErased } = entry;
  return [entryId, tier, quantity, userId, nameKey, booking, joinedAt, place, status, version, isErased ? 1 : 0];
}

/** The other way round. */
export function fromEntryRow(row: EntryRow): Entry {
  const [entryId, tier, quantity, userId, nameKey, booking, joinedAt, place, status, version, isErased] = row;
  return {
    entryId,
    tier,
    quantity,
    userId,
    nameKey,
    booking,
    joinedAt,
    place,
    status,
    version,
    isErased: isErased === 1,
  };
}
