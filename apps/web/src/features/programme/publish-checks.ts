import type { EventResource, ShowResource } from '../../../generated/api.ts';
import type { Money } from '../../i18n/format.ts';
import { comingShows } from './consequences.ts';

export interface PublishCheck {
  readonly name: 'shows' | 'prices' | 'sales' | 'description';
  readonly isGood: boolean;
  readonly count: number;
  /** Of the prices. */
  readonly from?: Money;
  readonly to?: Money;
}

/**
 * What buyers need to find something that they can buy. `prices` is not good where tickets are free: that may be meant, but should not
 * happen unseen. `sales` counts coming shows that are not on sale.
 */
export function publishChecks(
  { description = '' }: Pick<EventResource, 'description'>,
  shows: readonly ShowResource[],
  now: number,
): readonly PublishCheck[] {
  const coming = comingShows(shows, now);
  const prices = coming.flatMap(({ tiers }) => tiers.map(({ price }) => price)).toSorted((a, b) => a.amount - b.amount);
  const [from, to] = [prices.at(0), prices.at(-1)];
  const free = prices.filter(({ amount }) => amount === 0).length;
  const shut = coming.filter(({ salesCloseAt }) => Date.parse(salesCloseAt) <= now).length;
  return [
    { name: 'shows', isGood: coming.length > 0, count: coming.length },
    ...(coming.length === 0
      ? []
      : [
          {
            name: 'prices' as const,
            isGood: free === 0,
            count: free,
            ...(from !== undefined && to !== undefined && { from, to }),
          },
          { name: 'sales' as const, isGood: shut === 0, count: shut },
        ]),
    { name: 'description', isGood: description.trim() !== '', count: 0 },
  ];
}
