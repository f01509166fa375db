import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { HistoryItem } from '../bookings/queries.ts';
import { type LedgerPage, type LedgerStart, type ReadLedger, readLedgerPage } from './ledger-pages.ts';
import type { LedgerType } from './ledger-text.ts';

export interface LedgerView {
  readonly order: 'newest' | 'oldest';
  /** The version to begin with, in the order of the log. */
  readonly from: number;
  readonly type?: LedgerType;
}

const pageSize = 100;

const reading =
  (api: Api, showId: string, signal: AbortSignal): ReadLedger =>
  (start) =>
    dataOf(
      api.GET('/v1/shows/{showId}/ledger', {
        params: { path: { showId }, query: { ...start, limit: pageSize } },
        signal,
      }),
    );

/** The decisions about a show, page by page. A show that the sale has not heard of has none. */
export const ledgerQuery = (api: Api, showId: string, { order, from, type }: LedgerView) =>
  infiniteQueryOptions({
    queryKey: ['sales', showId, 'ledger', order, from, type ?? 'all'],
    queryFn: async ({ pageParam, signal }): Promise<LedgerPage> => {
      const matches = (item: HistoryItem) => type === undefined || item.type === type;
      try {
        const start = pageParam ?? { before: (await newestVersion(api, showId, signal)) + 1 };
        return await readLedgerPage(reading(api, showId, signal), start, matches);
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return { items: [], next: undefined, reached: 0 };
        throw error;
      }
    },
    initialPageParam: firstPage(order, from),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    // What was decided stays decided: pages that are there are not read again when the window is.
    refetchOnWindowFocus: false,
  });

/** Of the newest, the version is not known before they are read. */
function firstPage(order: LedgerView['order'], from: number): LedgerStart | undefined {
  return order === 'oldest' ? { from } : undefined;
}

async function newestVersion(api: Api, showId: string, signal: AbortSignal): Promise<number> {
  const call = api.GET('/v1/shows/{showId}/sales', { params: { path: { showId } }, signal });
  return (await dataOf(call)).version;
}

/** All of it, in its order, page by page. */
export async function* allLedger(
  api: Api,
  showId: string,
  signal: AbortSignal,
): AsyncGenerator<readonly HistoryItem[]> {
  const read = reading(api, showId, signal);
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<ReadLedger>> = await read(cursor === '' ? {} : { cursor });
    yield page.items;
    cursor = page.next;
  }
}
