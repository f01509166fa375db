import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { EventResource, SalesReport, ShowResource, WaitlistEntry } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { whileThere } from '../../api/connection.ts';
import { ApiProblem } from '../../api/problem.ts';

export type { EventResource, SalesReport, ShowResource, WaitlistEntry };

const pollMs = 5_000;
const linePageSize = 15;

/** Like `fetch`'s cache mode: what a browser kept is asked about first. */
const fresh = { cache: 'no-cache' } as const;

export const showQuery = (api: Api, showId: string) =>
  queryOptions<ShowResource>({
    queryKey: ['sales', showId, 'show'],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/shows/{showId}', { ...fresh, params: { path: { showId } }, signal })),
  });

export const eventQuery = (api: Api, eventId: string) =>
  queryOptions<EventResource>({
    queryKey: ['sales', 'event', eventId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events/{eventId}', { ...fresh, params: { path: { eventId } }, signal })),
    enabled: eventId !== '',
  });

/** Null where the sale has not heard of the show yet. Asked again and again while somebody looks. */
export const salesQuery = (api: Api, showId: string, bucket?: 'hour') =>
  queryOptions<SalesReport | null>({
    queryKey: ['sales', showId, 'report', bucket ?? 'auto'],
    queryFn: async ({ signal }) => {
      const query = bucket === undefined ? {} : { bucket };
      try {
        return await dataOf(api.GET('/v1/shows/{showId}/sales', { params: { path: { showId }, query }, signal }));
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: 0,
    refetchInterval: () => whileThere(pollMs),
  });

export type EntryStatus = WaitlistEntry['status'];
export const entryStatuses = [
  'waiting',
  'offered',
  'taken',
  'lapsed',
  'left',
  'closed',
] as const satisfies readonly EntryStatus[];

/** In the order of joining, page by page. */
export const waitlistQuery = (api: Api, showId: string, status: EntryStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: ['sales', showId, 'waitlist', status ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/shows/{showId}/waitlist', {
          params: {
            path: { showId },
            query: {
              limit: linePageSize,
              ...(status !== undefined && { status }),
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
