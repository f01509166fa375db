import type { BookingResource } from '../../../generated/api.ts';
import { currencyDigits } from '../../i18n/currency-digits.ts';
import type { Money } from '../../i18n/format.ts';
import { toWall } from '../programme/zoned-time.ts';
import type { Cell } from './csv.ts';

/** The columns of the exported bookings, in their order; the texts of their heads are named so. */
export const bookingColumns = [
  'code',
  'status',
  'name',
  'email',
  'ticketCount',
  'ticketsByTier',
  'seats',
  'names',
  'total',
  'currency',
  'refunded',
  'heldAt',
  'confirmedAt',
  'endedAt',
  'heldAtUtc',
  'confirmedAtUtc',
  'endedAtUtc',
  'payment',
  'method',
  'fromLine',
  'user',
  'id',
] as const;

export type BookingColumn = (typeof bookingColumns)[number];

export interface BookingWords {
  readonly timeZone: string;
  readonly tierName: (tier: string) => string;
  readonly status: (status: BookingResource['status']) => string;
  readonly yesNo: (is: boolean) => string;
}

/** `1950` euro cents → `19.50`: digits and a point, whatever the language. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function bookingCells(booking: BookingResource, words: BookingWords): Cell[] {
  const { tickets, total, heldAt, confirmedAt, endedAt, payment } = booking;
  const there = (instant: string | undefined) =>
    instant === undefined ? undefined : toWall(instant, words.timeZone).replace('T', ' ');
  const cells: Readonly<Record<BookingColumn, Cell>> = {
    code: booking.code,
    status: words.status(booking.status),
    name: booking.name,
    email: booking.email,
    ticketCount: tickets.length,
    ticketsByTier: countByTier(tickets, words.tierName),
    seats: joined(tickets.map(({ seat }) => seat)),
    names: joined(tickets.map(({ name }) => name)),
    total: toDecimal(total),
    currency: total.currency,
    refunded: payment?.refunded === undefined ? undefined : toDecimal(payment.refunded),
    heldAt: there(heldAt),
    confirmedAt: there(confirmedAt),
    endedAt: there(endedAt),
    heldAtUtc: heldAt,
    confirmedAtUtc: confirmedAt,
    endedAtUtc: endedAt,
    payment: payment?.status,
    method: payment?.method,
    fromLine: words.yesNo(booking.waitlistEntryId !== undefined),
    user: booking.userId,
    id: booking.id,
  };
  return bookingColumns.map((column) => cells[column]);
}

const joined = (texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join('; ');

/** `2 × VIP; 1 × Economy`. */
export function countByTier(tickets: readonly { readonly tier: string }[], tierName: (tier: string) => string): string {
  const counts = new Map<string, number>();
  for (const { tier } of tickets) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  return [...counts].map(([tier, count]) => `${count} × ${tierName(tier)}`).join('; ');
}
