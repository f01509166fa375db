import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Location } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';

/** Whoever edits has to see what is: what a browser kept is asked about first. */
const fresh = { cache: 'no-cache' } as const;
const pageSize = 50;

/** By name, page by page. `isOrganised`: only those with events to come. */
export const venueListQuery = (api: Api, isOrganised: boolean) =>
  infiniteQueryOptions({
    queryKey: ['venues', 'list', isOrganised],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/locations', {
          ...fresh,
          params: {
            query: {
              limit: pageSize,
              ...(isOrganised && { organised: true }),
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

export const venueQuery = (api: Api, locationId: string) =>
  queryOptions<Location>({
    queryKey: ['venues', locationId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/locations/{locationId}', { ...fresh, params: { path: { locationId } }, signal })),
    staleTime: 0,
  });

/** A location as it is now, with the seating plans of its halls. */
export function readVenuePlans(api: Api, locationId: string, signal: AbortSignal | null = null): Promise<Location> {
  return dataOf(
    api.GET('/v1/locations/{locationId}', {
      ...fresh,
      params: { path: { locationId }, query: { plans: true } },
      signal,
    }),
  );
}

/** Read once for a builder: what is drawn since stays, whatever others save. */
export const venuePlansQuery = (api: Api, locationId: string) =>
  queryOptions<Location>({
    queryKey: ['venues', locationId, 'plans'],
    queryFn: ({ signal }) => readVenuePlans(api, locationId, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** What a hall is taken by within a year. */
export const hallSlotsQuery = (api: Api, hallId: string) =>
  queryOptions({
    queryKey: ['venues', 'hall', hallId, 'slots'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/halls/{hallId}/calendar', { ...fresh, params: { path: { hallId } }, signal })).then(
        ({ slots }) => slots,
      ),
    staleTime: 30_000,
  });

export const slotEventQuery = (api: Api, eventId: string) =>
  queryOptions<string>({
    queryKey: ['venues', 'event-name', eventId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId } }, signal })).then(({ name }) => name),
    staleTime: 300_000,
  });

/** The tag of a version, for `If-Match`: nobody's change is overwritten unseen. */
export const versionTag = (version: number): string => `"${version}"`;
