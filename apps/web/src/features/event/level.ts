import type { Availability } from '../availability/queries.ts';

/** How a show stands at a glance. `waiting`: nothing to take now, but what is held may come free. */
export type Level = 'many' | 'few' | 'waiting' | 'none';

/** Fewer than this part of all is few. */
const fewPart = 0.1;
const fewMost = 20;

export interface LevelAt {
  readonly level: Level;
  readonly available: number;
}

export function toLevel(tiers: Availability['tiers']): LevelAt {
  const sum = (of: (tier: Availability['tiers'][number]) => number) => tiers.reduce((all, tier) => all + of(tier), 0);
  const available = sum((tier) => tier.available);
  const capacity = sum((tier) => tier.capacity);
  if (available === 0) return { level: capacity > 0 ? 'waiting' : 'none', available };
  return { level: available <= Math.min(fewMost, capacity * fewPart) || available <= 5 ? 'few' : 'many', available };
}
