import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EventResource, Location, ShowPlan, ShowResource } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';

export type EventStatus = EventResource['status'];
export const eventStatuses = ['draft', 'published', 'cancelled'] as const satisfies readonly EventStatus[];

/** Whoever edits has to see what is: what a browser kept is asked about first. */
const fresh = { cache: 'no-cache' } as const;
const pageSize = 30;

export interface EventListFilter {
  readonly status?: EventStatus;
  readonly locationId?: string;
}

/** Events in any state, the newest first, page by page. */
export const eventListQuery = (api: Api, filter: EventListFilter) =>
  infiniteQueryOptions({
    queryKey: ['programme', 'events', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/v1/catalogue/events', {
          ...fresh,
          params: { query: { ...filter, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const ownEventQuery = (api: Api, eventId: string) =>
  queryOptions<EventResource>({
    queryKey: ['programme', 'event', eventId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events/{eventId}', { ...fresh, params: { path: { eventId } }, signal })),
    staleTime: 0,
  });

/** All shows of an event, cancelled ones too, by start. */
export const ownShowsQuery = (api: Api, eventId: string) =>
  queryOptions<readonly ShowResource[]>({
    queryKey: ['programme', 'event', eventId, 'shows'],
    queryFn: ({ signal }) => readShows(api, eventId, signal),
    staleTime: 0,
  });

export function readShows(api: Api, eventId: string, signal: AbortSignal | null = null): Promise<ShowResource[]> {
  return readAll((cursor) =>
    dataOf(
      api.GET('/v1/events/{eventId}/shows', {
        ...fresh,
        params: { path: { eventId }, query: { limit: 100, ...cursor } },
        signal,
      }),
    ),
  );
}

export const allLocationsQuery = (api: Api) =>
  queryOptions<readonly Location[]>({
    queryKey: ['programme', 'locations'],
    queryFn: ({ signal }) =>
      readAll((cursor) => dataOf(api.GET('/v1/locations', { params: { query: { limit: 100, ...cursor } }, signal }))),
    staleTime: 60_000,
  });

/** A location with the seating plans of its halls. */
export const venuePlansQuery = (api: Api, locationId: string) =>
  queryOptions<Location>({
    queryKey: ['programme', 'location', locationId, 'plans'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/locations/{locationId}', {
          ...fresh,
          params: { path: { locationId }, query: { plans: true } },
          signal,
        }),
      ),
  });

export const ownShowQuery = (api: Api, showId: string) =>
  queryOptions<ShowResource>({
    queryKey: ['programme', 'show', showId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/shows/{showId}', { ...fresh, params: { path: { showId } }, signal })),
    staleTime: 0,
  });

export function readPlan(api: Api, showId: string): Promise<ShowPlan> {
  return dataOf(api.GET('/v1/shows/{showId}/plan', { ...fresh, params: { path: { showId } } }));
}

/** What a hall is taken by between two instants. */
export const hallCalendarQuery = (api: Api, hallId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['programme', 'hall', hallId, from, to],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/halls/{hallId}/calendar', { params: { path: { hallId }, query: { from, to } }, signal }),
      ).then(({ slots }) => slots),
    staleTime: 0,
  });

/** What a show that stands in the way belongs to. */
export const eventNameQuery = (api: Api, eventId: string) =>
  queryOptions<string>({
    queryKey: ['programme', 'event-name', eventId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId } }, signal })).then(({ name }) => name),
    staleTime: 60_000,
  });

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

async function readAll<Item>(read: (cursor: { cursor?: string }) => Promise<PageOf<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: PageOf<Item> = await read(cursor === null ? {} : { cursor });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

/** What a sale counts. A show that nobody ever asked for has sold nothing. */
export interface SaleCounts {
  readonly capacity: number;
  readonly booked: number;
  readonly held: number;
  readonly waiting: number;
  /** What was booked, at the prices of today. */
  readonly worth: number;
  readonly currency: string | undefined;
}

export async function readSale(api: Api, showId: string, signal?: AbortSignal): Promise<SaleCounts> {
  const none: SaleCounts = { capacity: 0, booked: 0, held: 0, waiting: 0, worth: 0, currency: undefined };
  try {
    const { tiers } = await dataOf(
      api.GET('/v1/shows/{showId}/availability', { params: { path: { showId } }, signal: signal ?? null }),
    );
    return tiers.reduce<SaleCounts>(
      (sum, tier) => ({
        capacity: sum.capacity + tier.capacity,
        booked: sum.booked + tier.booked,
        held: sum.held + tier.held,
        waiting: sum.waiting + tier.waiting,
        worth: sum.worth + tier.booked * tier.price.amount,
        currency: tier.price.currency,
      }),
      none,
    );
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return none;
    throw error;
  }
}

export const saleQuery = (api: Api, showId: string) =>
  queryOptions<SaleCounts>({
    queryKey: ['programme', 'sale', showId],
    queryFn: ({ signal }) => readSale(api, showId, signal),
  });
