import type { ShowResource } from '../../../generated/api.ts';
import type { Api } from '../../api/client.ts';
import { readSale, type SaleCounts } from './queries.ts';

/** What cancelling some shows takes away from people. */
export interface Consequences {
  readonly shows: number;
  readonly booked: number;
  readonly held: number;
  readonly waiting: number;
  /** By currency, at the prices of today. */
  readonly worth: readonly { readonly amount: number; readonly currency: string }[];
}

/** Shows that a cancellation would end: those that are not over yet. */
export const comingShows = (shows: readonly ShowResource[], now: number): readonly ShowResource[] =>
  shows.filter(({ status, endsAt }) => status === 'scheduled' && Date.parse(endsAt) > now);

export function sumUp(sales: readonly SaleCounts[]): Consequences {
  const worth = new Map<string, number>();
  for (const { currency, worth: amount } of sales)
    if (currency !== undefined && amount > 0) worth.set(currency, (worth.get(currency) ?? 0) + amount);
  const total = (count: (sale: SaleCounts) => number) => sales.reduce((sum, sale) => sum + count(sale), 0);
  return {
    shows: sales.length,
    booked: total(({ booked }) => booked),
    held: total(({ held }) => held),
    waiting: total(({ waiting }) => waiting),
    worth: [...worth].map(([currency, amount]) => ({ currency, amount })),
  };
}

const atOnce = 6;

/** Asks the sale of every show, a few at a time. */
export async function readConsequences(
  api: Api,
  showIds: readonly string[],
  signal: AbortSignal,
): Promise<Consequences> {
  const sales: SaleCounts[] = [];
  const left = [...showIds];
  const worker = async () => {
    for (let showId = left.pop(); showId !== undefined; showId = left.pop())
      sales.push(await readSale(api, showId, signal));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return sumUp(sales);
}
