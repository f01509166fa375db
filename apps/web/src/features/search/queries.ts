import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EventFacets } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { type SearchState, toFilters } from './search-state.ts';

export type { EventFacets };

const pageSize = 24;

const keyOf = ({ place: _place, ...state }: SearchState, timeZone: string) => [state, timeZone];

/** The events of a search, page by page. */
export function eventSearchQuery(api: Api, state: SearchState, timeZone: string) {
  const { cursor: first = '', sort } = state;
  return infiniteQueryOptions({
    queryKey: ['events', 'search', ...keyOf(state, timeZone)],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/events', {
          params: {
            query: {
              ...toFilters(state, Date.now(), timeZone),
              ...(sort !== undefined && { sort }),
              ...(pageParam !== '' && { cursor: pageParam }),
              limit: pageSize,
            },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** How many events of which type, in which country and city, a search finds. */
export function eventFacetsQuery(api: Api, { sort: _sort, cursor: _cursor, ...state }: SearchState, timeZone: string) {
  return queryOptions({
    queryKey: ['events', 'facets', ...keyOf(state, timeZone)],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events/facets', { params: { query: toFilters(state, Date.now(), timeZone) }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The first few events of a search. */
export function someEventsQuery(api: Api, state: SearchState, limit: number) {
  return queryOptions({
    queryKey: ['events', 'some', ...keyOf(state, 'UTC'), limit],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events', { params: { query: { ...toFilters(state, Date.now(), 'UTC'), limit } }, signal })),
    staleTime: 60_000,
  });
}
