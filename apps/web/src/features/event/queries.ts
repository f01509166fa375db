import { queryOptions } from '@tanstack/react-query';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { isProblem } from '../../api/problem.ts';

const slowlyMs = 30_000;
const pagesMax = 5;

/** What is not there is null, so that a page rendered on the server can say so and the browser agrees. */
export async function orNull<Data>(asked: Promise<Data>): Promise<Data | null> {
  try {
    return await asked;
  } catch (error) {
    if (isProblem(error, 'not-found') || isProblem(error, 'validation-failed')) return null;
    throw error;
  }
}

export const eventQuery = (api: Api, eventId: string) =>
  queryOptions<EventResource | null>({
    queryKey: ['event', eventId],
    queryFn: ({ signal }) => orNull(dataOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId } }, signal }))),
    staleTime: slowlyMs,
  });

/** All shows of an event in order of time: at most 500. */
export const showsQuery = (api: Api, eventId: string) =>
  queryOptions<readonly ShowResource[]>({
    queryKey: ['event', eventId, 'shows'],
    queryFn: async ({ signal }) => {
      const shows: ShowResource[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pagesMax; page++) {
        const query: { limit: number; cursor?: string } = cursor === null ? { limit: 100 } : { limit: 100, cursor };
        const answer = await orNull(
          dataOf(api.GET('/v1/events/{eventId}/shows', { params: { path: { eventId }, query }, signal })),
        );
        shows.push(...(answer?.items ?? []));
        cursor = answer?.next ?? null;
        if (cursor === null) break;
      }
      return shows.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
    },
    staleTime: slowlyMs,
  });

/** Where it is: the halls' names. */
export const venueQuery = (api: Api, locationId: string) =>
  queryOptions<Location | null>({
    queryKey: ['venue', locationId],
    queryFn: ({ signal }) =>
      orNull(dataOf(api.GET('/v1/locations/{locationId}', { params: { path: { locationId } }, signal }))),
    staleTime: slowlyMs * 10,
  });
