import type { ShowResource } from '../../../generated/api.ts';

/** Whether tickets of a show can be had, and if not, why. */
export type SaleState = 'open' | 'notOpen' | 'closed' | 'over' | 'cancelled';

type SaleTimes = Pick<ShowResource, 'status' | 'startsAt' | 'endsAt' | 'salesOpenAt' | 'salesCloseAt'>;

export function saleStateOf(show: SaleTimes, now: number): SaleState {
  if (show.status === 'cancelled') return 'cancelled';
  if (Date.parse(show.endsAt) <= now) return 'over';
  if (Date.parse(show.salesCloseAt) <= now) return 'closed';
  if (show.salesOpenAt !== undefined && Date.parse(show.salesOpenAt) > now) return 'notOpen';
  return 'open';
}

/** The show somebody most likely came for: the first that can be booked, else the first still to come, else the last. */
export function nextShowOf<Show extends SaleTimes>(shows: readonly Show[], now: number): Show | undefined {
  return (
    shows.find((show) => saleStateOf(show, now) === 'open') ??
    shows.find((show) => Date.parse(show.endsAt) > now && show.status !== 'cancelled') ??
    shows.at(-1)
  );
}
