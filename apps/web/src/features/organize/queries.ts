import { queryOptions } from '@tanstack/react-query';
import type { EventHit, ShowResource } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { readShows } from '../programme/queries.ts';

/** A show that is still to come, and what it belongs to. */
export interface ComingShow {
  readonly event: EventHit;
  readonly show: ShowResource;
}

const showsMax = 10;

/** The next shows of all published events: none can belong to an event whose own next show comes after so many others. */
export const comingShowsQuery = (api: Api) =>
  queryOptions<readonly ComingShow[]>({
    queryKey: ['organize', 'coming'],
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const { items } = await dataOf(
        api.GET('/v1/events', {
          params: { query: { sort: 'time', startTime: new Date(now).toISOString(), limit: showsMax } },
          signal,
        }),
      );
      const found = await Promise.all(
        items.map(async (event) => (await readShows(api, event.id, signal)).map((show) => ({ event, show }))),
      );
      return found
        .flat()
        .filter(({ show }) => show.status === 'scheduled' && Date.parse(show.startsAt) >= now)
        .toSorted((one, other) => Date.parse(one.show.startsAt) - Date.parse(other.show.startsAt))
        .slice(0, showsMax);
    },
    staleTime: 60_000,
  });
