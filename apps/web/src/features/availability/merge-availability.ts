import type { Availability } from './queries.ts';

/** What is known after an answer that holds everything: never something older. */
export function newerAvailability(known: Availability | undefined, whole: Availability): Availability {
  return known === undefined || whole.version >= known.version ? whole : known;
}

/**
 * What is known after a push of whole tiers and whole rows that changed. A push that is older than what is known is contained in
 * it. Tiers keep their order; one that is new comes last.
 */
export function mergeChange(known: Availability, change: Availability): Availability {
  if (change.version < known.version) return known;
  const changed = new Map(change.tiers.map((tier) => [tier.id, tier]));
  const tiers = known.tiers.map((tier) => changed.get(tier.id) ?? tier);
  const added = change.tiers.filter(({ id }) => !known.tiers.some((tier) => tier.id === id));
  const seats = known.seats === undefined ? change.seats : { ...known.seats, ...change.seats };
  return {
    showId: known.showId,
    version: change.version,
    tiers: [...tiers, ...added],
    ...(seats === undefined ? {} : { seats }),
  };
}

/** The same without the seats. */
export function withoutSeats({ showId, version, tiers }: Availability): Availability {
  return { showId, version, tiers };
}
