import type { Booking } from './booking.ts';
import { addDeadline, createDeadlines, dropEarliest, earliest } from './deadlines.ts';
import type { Show } from './show.ts';

/** To be called whenever a hold's end is new: in the show's deadlines, and in those of each of its tiers. */
export function addHoldEnd(show: Show, { id, order, expiresAt, tickets }: Booking): void {
  const deadline = { at: expiresAt, order, kind: 1, bookingId: id } as const;
  addDeadline(show.deadlines, deadline);
  for (const tier of new Set(tickets.map((ticket) => ticket.tier))) {
    // What has no meaning any more goes before more is added, so that a tier nobody asks about forgets it too.
    earliestHoldEnd(show, tier);
    const ends = show.holdEnds.get(tier) ?? createDeadlines();
    show.holdEnds.set(tier, ends);
    addDeadline(ends, deadline);
  }
}

/** When the first of the present holds in a tier ends unless it is paid or extended; undefined if there is none. O(log n). */
export function earliestHoldEnd(show: Show, tier: string): number | undefined {
  const ends = show.holdEnds.get(tier);
  for (let end = ends && earliest(ends); ends && end; end = earliest(ends)) {
    const booking = show.bookings.get(end.bookingId);
    const stands = booking?.status === 'held' && booking.expiresAt === end.at;
    if (stands && booking.tickets.some((ticket) => ticket.tier === tier)) return end.at;
    dropEarliest(ends);
  }
  return undefined;
}
