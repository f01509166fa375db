import { seatRowsOf } from '@myevents/booking';
import type { Availability } from '@myevents/contracts';
import type { Sales } from '../sale/sales.ts';
import { toAvailability } from './to-availability.ts';

/** A show's availability as it was pushed: what the next push is compared with. */
export type Frame = Availability;

/** The whole as it stands, with the seats where they are asked for. */
export function readFrame(
  sales: Pick<Sales, 'read' | 'view'>,
  showId: string,
  { hasSeats }: { readonly hasSeats: boolean },
): Promise<Frame> {
  if (!hasSeats) return sales.view(showId).then((view) => toAvailability(view));
  return sales.read(showId, (show, view) => toAvailability(view, seatRowsOf(show)));
}

/** What a client that has `before` needs to know to have `after`: whole tiers and whole rows. Undefined: nothing. */
export function toChange(before: Frame, after: Frame): Frame | undefined {
  const known = new Map(before.tiers.map((tier) => [tier.id, JSON.stringify(tier)]));
  const isShorter = after.tiers.length < before.tiers.length || rowCount(after) < rowCount(before);
  // A tier or row that is gone cannot be told as a change: the whole is sent again.
  if (isShorter) return after;
  const tiers = after.tiers.filter((tier) => known.get(tier.id) !== JSON.stringify(tier));
  const seats = Object.entries(after.seats ?? {}).filter(([key, letters]) => before.seats?.[key] !== letters);
  if (tiers.length + seats.length === 0) return undefined;
  const { showId, version } = after;
  return { showId, version, tiers, ...(seats.length === 0 ? {} : { seats: Object.fromEntries(seats) }) };
}

function rowCount({ seats = {} }: Frame): number {
  return Object.keys(seats).length;
}
