import { headOfLine } from './line.ts';
import type { Show } from './show.ts';
import type { Tier } from './tier.ts';
import type { TierAvailability } from './views.ts';

/** What a newcomer could take: nothing where somebody in line blocks, else what is free (rule 5). O(1). */
export function availableIn(show: Show, tier: Tier): number {
  const line = show.room.lines.get(tier.settings.id);
  return line !== undefined && headOfLine(line, tier) !== undefined ? 0 : tier.free;
}

/** The tiers in the catalogue's order, then removed ones that are not free yet. O(tiers). */
export function tiersOf(show: Show): TierAvailability[] {
  return [...show.tiers.values()].map((tier) => {
    const available = availableIn(show, tier);
    return {
      id: tier.settings.id,
      name: tier.settings.name,
      priceMinor: tier.settings.priceMinor,
      capacity: tier.capacity,
      available,
      reservedForWaitlist: tier.free - available,
      held: tier.held,
      booked: tier.booked,
      waiting: show.room.lines.get(tier.settings.id)?.tickets ?? 0,
    };
  });
}

/** By row key, a letter a seat in plan order: `a`vailable, `h`eld, `b`ooked, `x` not sold. O(seats). */
export function seatRowsOf(show: Show): Record<string, string> {
  const rows = show.plan.rows.map(({ key, states, tiers }) => {
    const letters = states.map((state, index) => (state === 'a' && tiers[index] === null ? 'x' : state));
    return [key, letters.join('')] as const;
  });
  return Object.fromEntries(rows);
}

/** Rule 10: the sum over all tiers of what the counters are apart. Anything but 0 is a defect. O(tiers). */
export function inventoryDrift(show: Show): number {
  let drift = 0;
  for (const { capacity, free, held, booked } of show.tiers.values())
    drift += Math.abs(free + held + booked - capacity);
  return drift;
}
