import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Location } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { orNull } from '../event/queries.ts';

export type { Location };

const locationsPerPage = 100;
const eventsPerPage = 24;

/** Locations by name, page by page: those with upcoming events, or all. */
export function locationsQuery(api: Api, { isOrganised }: { readonly isOrganised: boolean }) {
  return infiniteQueryOptions({
    queryKey: ['locations', 'list', isOrganised ? 'organised' : 'all'],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/locations', {
          params: {
            query: {
              ...(isOrganised && { organised: true }),
              ...(pageParam !== '' && { cursor: pageParam }),
              limit: locationsPerPage,
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 60_000,
  });
}

/** A location; null if there is none of that id. */
export function locationQuery(api: Api, locationId: string) {
  return queryOptions<Location | null>({
    queryKey: ['locations', 'one', locationId],
    queryFn: ({ signal }) =>
      orNull(dataOf(api.GET('/v1/locations/{locationId}', { params: { path: { locationId } }, signal }))),
    staleTime: 60_000,
  });
}

/** What is on at a location, the next first, page by page. */
export function locationEventsQuery(api: Api, locationId: string) {
  return infiniteQueryOptions({
    queryKey: ['locations', 'events', locationId],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/locations/{locationId}/events', {
          params: {
            path: { locationId },
            query: { ...(pageParam !== '' && { cursor: pageParam }), limit: eventsPerPage },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 30_000,
  });
}
