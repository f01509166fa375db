import { queryOptions } from '@tanstack/react-query';
import type { ShowPlan, ShowResource } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { orNull } from '../event/queries.ts';

export const showQuery = (api: Api, showId: string) =>
  queryOptions<ShowResource | null>({
    queryKey: ['show', showId],
    queryFn: ({ signal }) => orNull(dataOf(api.GET('/v1/shows/{showId}', { params: { path: { showId } }, signal }))),
    staleTime: 15_000,
  });

/** Where the seats are: the same for as long as the show has these seats. */
export const planQuery = (api: Api, showId: string) =>
  queryOptions<ShowPlan>({
    queryKey: ['show', showId, 'plan'],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/shows/{showId}/plan', { params: { path: { showId } }, signal })),
    staleTime: 300_000,
  });

/** What this buyer has of a show already. */
export const ownedQuery = (api: Api, showId: string, userId: string) =>
  queryOptions({
    queryKey: ['bookings', 'of', userId, showId],
    queryFn: async ({ signal }) => {
      const query = { userId, showId, limit: 100 };
      const { items } = await dataOf(api.GET('/v1/bookings', { params: { query }, signal }));
      return items.filter(({ status }) => status === 'held' || status === 'confirmed');
    },
    staleTime: 0,
  });
