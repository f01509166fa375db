import type { ShowResource } from './queries.ts';

/** A tier that is no longer in the show goes by its id. */
export const tierNameIn =
  ({ tiers }: Pick<ShowResource, 'tiers'>) =>
  (tier: string): string =>
    tiers.find(({ id }) => id === tier)?.name ?? tier;
