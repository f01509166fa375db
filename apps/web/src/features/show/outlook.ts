import type { TierAvailability } from '../availability/queries.ts';
import { type Choice, countIn } from './choice.ts';

/** A tier of which more is wanted than is left. */
export interface Short {
  readonly tier: string;
  readonly wanted: number;
  readonly available: number;
  /** Whether so many can come free at all. */
  readonly canWait: boolean;
}

/**
 * What can be done with a choice as things stand. `wait`: nothing else is wanted than more of one tier than is left; the line is the way
 * to it. `mixed`: one cannot wait for a part and book the rest at once.
 */
export type Outlook =
  | { readonly way: 'none' }
  | { readonly way: 'book' }
  | { readonly way: 'wait'; readonly short: Short }
  | { readonly way: 'mixed'; readonly shorts: readonly Short[] };

export function outlookOf(choice: Choice, tiers: readonly TierAvailability[] | undefined): Outlook {
  const wanted = Object.entries(choice.quantities).filter(([, quantity]) => quantity > 0);
  if (wanted.length + choice.seats.length === 0) return { way: 'none' };
  const shorts = (tiers ?? []).flatMap(({ id, available, capacity }) => {
    const count = countIn(choice, id);
    return count > available ? [{ tier: id, wanted: count, available, canWait: count <= capacity }] : [];
  });
  const [short] = shorts;
  if (short === undefined) return { way: 'book' };
  const isAlone = wanted.length === 1 && choice.seats.length === 0;
  return isAlone && short.canWait ? { way: 'wait', short } : { way: 'mixed', shorts };
}
