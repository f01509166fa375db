import type { Measure, MeasureContext } from '../measure.ts';
import { median, type Row } from '../report/row.ts';
import { newHold, type Sale } from '../sale/create-sale.ts';
import { createFullShow } from '../sale/full-show.ts';

const sizes = [100, 10_000, 100_000] as const;
const rounds = 9;
const holdsPerRound = 2_000;

/** (d) Whether a hold costs the same in a small and in a large show. */
export const measureCostPerHold: Measure = {
  letter: 'd',
  about: 'cost of a hold in shows of 100, 10,000 and 100,000 tickets with as many holds and waiters',
  async run(context) {
    return measureRules(context);
  },
};

/** The rules alone: deciding and applying a hold and its release, each in a commit of its own. */
function measureRules({ progress }: MeasureContext): Row[] {
  const now = Date.now();
  const sales = sizes.map((size) => ({
    size,
    sale: createFullShow({ showId: `shw_${size}`, eventId: 'evt_bench', size, now }),
    costsUs: [] as number[],
  }));
  progress('shows are filled');
  // Size after size in every round, so that neither the compiler's warming up nor a noisy neighbour meets one size alone.
  for (let round = 0; round < rounds; round += 1) {
    for (const { sale, costsUs } of sales) costsUs.push(timeHolds(sale, now));
  }
  const costs = sales.map(({ size, costsUs }) => ({ size, us: median(costsUs.slice(2)) }));
  return compareSizes('rules alone, hold + release', costs);
}

function timeHolds({ commit }: Sale, now: number): number {
  const holds = Array.from({ length: holdsPerRound }, (_, number) => newHold(now, 'busy', 1 + (number % 3)));
  const startedAt = performance.now();
  for (const hold of holds) {
    commit(hold);
    commit({ type: 'EndBooking', now, bookingId: hold.booking.bookingId });
  }
  return ((performance.now() - startedAt) * 1000) / holdsPerRound;
}

/** Each size against the smallest: the largest ratio is what the target is about. */
export function compareSizes(what: string, costs: readonly { readonly size: number; readonly us: number }[]): Row[] {
  const smallest = costs[0]?.us ?? 0;
  return costs.map(({ size, us }, index) => ({
    measure: 'd',
    what: `${what}, ${size.toLocaleString('en')} tickets`,
    value: us,
    unit: 'µs',
    ...(index === 0
      ? {}
      : { baseline: smallest, ratio: us / smallest, target: { of: 'ratio', is: 'at most', limit: 1.5 } as const }),
  }));
}
