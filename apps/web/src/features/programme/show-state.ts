import type { EventResource, ShowResource } from '../../../generated/api.ts';

/** Where a show stands, for its organizer. */
export type ShowState = 'cancelled' | 'over' | 'draft' | 'notYet' | 'closed' | 'onSale';

export function showState(
  show: Pick<ShowResource, 'status' | 'endsAt' | 'salesOpenAt' | 'salesCloseAt'>,
  status: EventResource['status'],
  now: number,
): ShowState {
  if (show.status === 'cancelled') return 'cancelled';
  if (Date.parse(show.endsAt) <= now) return 'over';
  if (status === 'draft') return 'draft';
  if (Date.parse(show.salesCloseAt) <= now) return 'closed';
  if (show.salesOpenAt !== undefined && Date.parse(show.salesOpenAt) > now) return 'notYet';
  return 'onSale';
}
