import type { Money } from '../../i18n/format.ts';

/** The lowest price of all. */
export function cheapestOf(tiers: readonly { readonly price: Money }[]): Money | undefined {
  return tiers.map(({ price }) => price).toSorted((one, other) => one.amount - other.amount)[0];
}
