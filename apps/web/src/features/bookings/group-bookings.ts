import type { Booking, Show } from './queries.ts';

/** `upcoming`: something is still to come, or to be paid. `past`: one has been there. `ended`: nothing came of it. */
export type BookingGroup = 'upcoming' | 'past' | 'ended';

type Dated = Pick<Show, 'startsAt' | 'endsAt' | 'status'>;

export function groupOf(booking: Pick<Booking, 'status'>, show: Dated | undefined, now: number): BookingGroup {
  if (booking.status !== 'held' && booking.status !== 'confirmed') return 'ended';
  if (show === undefined) return 'upcoming';
  if (show.status === 'cancelled') return 'ended';
  if (Date.parse(show.endsAt) > now) return 'upcoming';
  return booking.status === 'confirmed' ? 'past' : 'ended';
}

export interface WithShow {
  readonly booking: Booking;
  readonly show: Show | undefined;
}

/** What comes next comes first; of what is over, the newest. */
export function groupBookings(
  all: readonly WithShow[],
  now: number,
): Readonly<Record<BookingGroup, readonly WithShow[]>> {
  const groups: Record<BookingGroup, WithShow[]> = { upcoming: [], past: [], ended: [] };
  for (const one of all) groups[groupOf(one.booking, one.show, now)].push(one);
  groups.upcoming.sort((one, other) => startOf(one) - startOf(other));
  groups.past.sort((one, other) => startOf(other) - startOf(one));
  groups.ended.sort((one, other) => Date.parse(other.booking.heldAt) - Date.parse(one.booking.heldAt));
  return groups;
}

const startOf = ({ show, booking }: WithShow): number => Date.parse(show?.startsAt ?? booking.heldAt);
