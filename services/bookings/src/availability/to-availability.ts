import type { TierAvailability } from '@myevents/booking';
import type { Availability } from '@myevents/contracts';
import type { ShowView } from '../sale/show-view.ts';

/** The resource at a view's version; `seats` are the letters of the rows, where they were asked for. */
export function toAvailability(view: ShowView, seats?: Record<string, string>): Availability {
  return {
    showId: view.showId,
    version: view.version,
    tiers: view.tiers.map((tier) => toTier(tier, view.currency)),
    ...(seats === undefined ? {} : { seats }),
  };
}

function toTier(tier: TierAvailability, currency: string): Availability['tiers'][number] {
  const { id, name, priceMinor, capacity, available, reservedForWaitlist, held, booked, waiting } = tier;
  const price = { amount: priceMinor, currency };
  return { id, name, price, capacity, available, reservedForWaitlist, held, booked, waiting };
}
