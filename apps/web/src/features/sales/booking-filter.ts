import type { BookingResource } from '../../../generated/api.ts';
import { fromWall } from '../programme/zoned-time.ts';

export type BookingStatus = BookingResource['status'];
export const bookingStatuses = [
  'held',
  'confirmed',
  'expired',
  'released',
  'cancelled',
] as const satisfies readonly BookingStatus[];

/** What is looked for. */
export interface BookingFilter {
  /** The whole name; it never stands in the page's address. */
  readonly name?: string;
  readonly status?: BookingStatus;
  /** When the tickets were first held: instants, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** The rest stands in the address, times as the clocks of the place show them. */
export interface AddressFilter extends Omit<BookingFilter, 'name'> {
  /** A time is none, or the end lies before the beginning. */
  readonly isWrong: boolean;
}

const lastOfMinuteMs = 59_999;

export function readAddress(search: URLSearchParams, timeZone: string): AddressFilter {
  const status = bookingStatuses.find((one) => one === search.get('status'));
  const [from, until] = ['from', 'to'].map((name) => toInstant(search.get(name) ?? '', timeZone));
  // A minute is meant to its end.
  const to = until && new Date(Date.parse(until) + lastOfMinuteMs).toISOString();
  const isWrong = from === null || to === null || (from !== undefined && to !== undefined && to < from);
  return {
    isWrong,
    ...(status !== undefined && { status }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** Null if it is no time. */
function toInstant(wall: string, timeZone: string): string | null | undefined {
  return wall === '' ? undefined : (fromWall(wall, timeZone)?.instant ?? null);
}
