import type { EventFacets, EventFacetsQuery, EventHit, EventSearchQuery } from '@myevents/contracts';
import { type FieldError, ProblemError } from '@myevents/http-kit';
import type { Clock, DocumentStore } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { EventDocument } from '../documents.ts';
import { toEpochMs } from '../resources/instant.ts';
import { readLocations } from '../resources/read-locations.ts';
import { toEventHit } from '../resources/to-event.ts';
import type { CityCount, Coordinates, SearchFilters, SearchPosition, SearchQuery } from './query.ts';
import { readSearchCursor, writeSearchCursor } from './search-cursor.ts';
import type { SearchIndex } from './search-index.ts';

const kmPerMile = 1.609344;
/** Further away nothing is: the earth's half circumference. */
const radiusKmMax = 20_038;
const limitDefault = 20;
const preferencesMax = 20;

/** A page, as routes answer with it. */
export interface EventHits {
  items: EventHit[];
  next: string | null;
}

export interface EventSearch {
  search(query: EventSearchQuery): Promise<EventHits>;
  facets(query: EventFacetsQuery): Promise<EventFacets>;
}

export interface EventSearchOptions {
  readonly index: SearchIndex;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly onSearch?: (durationMs: number) => void;
}

/** Search over HTTP: the words of the query string on one side, resources on the other, the index in between. */
export function createEventSearch({ index, documents, clock, onSearch }: EventSearchOptions): EventSearch {
  return {
    async search({ cursor, limit = limitDefault, ...parameters }) {
      const wanted = toSearchQuery(parameters, clock.now());
      const behind = cursor === undefined ? undefined : readSearchCursor(parameters, cursor, cursorShape);
      // Later pages keep the first one's "now", or an event whose show ended meanwhile would change its place.
      const [from = wanted.from, ...after] = (behind ?? []) as readonly number[];
      const query: SearchQuery = {
        ...wanted,
        from,
        limit,
        after: behind === undefined ? undefined : (after as unknown as SearchPosition),
      };
      const { hits, hasMore } = await timed(() => index.search(query));
      const last = hits.at(-1);
      const next = hasMore && last !== undefined ? writeSearchCursor(parameters, [from, ...last.position]) : null;
      return { items: await toHits(hits, query), next };
    },
    async facets(query) {
      const { total, types, countries, cities } = await timed(() => index.facets(toFilters(query, clock.now())));
      return { total, types: [...types], countries: [...countries], cities: cities.map(toCity) };
    },
  };

  async function timed<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const startedAt = clock.monotonic();
    const answer = await ask();
    onSearch?.(clock.monotonic() - startedAt);
    return answer;
  }

  async function toHits(
    hits: readonly { readonly id: string; readonly distanceKm?: number | undefined }[],
    query: SearchQuery,
  ) {
    const ids = hits.map(({ id }) => id);
    const found = ids.length === 0 ? [] : await documents.getMany<EventDocument>(collections.events, ids);
    const events = found.filter((event) => event !== undefined);
    const locations = await readLocations(
      documents,
      events.map(({ document }) => document),
    );
    const distances = new Map(hits.map(({ id, distanceKm }) => [id, distanceKm]));
    return events.map((event) =>
      toEventHit(event, locations.get(event.document.locationId), {
        showId: nextShow(event.document, query),
        distanceKm: distances.get(event.id),
      }),
    );
  }
}

const cursorShape = ['number', 'number', 'number', 'number', 'number'] as const;

function nextShow(
  { shows }: EventDocument,
  { from, until = Number.POSITIVE_INFINITY }: SearchQuery,
): string | undefined {
  return shows.find(([, startsAt, endsAt]) => endsAt > from && startsAt <= until)?.[0];
}

function toCity({ coordinates, ...city }: CityCount): EventFacets['cities'][number] {
  return coordinates === undefined ? city : { ...city, coordinates };
}

/** What was asked for, checked as a whole. Throws what contradicts itself as a problem that names the parameter. */
function toSearchQuery(
  parameters: Omit<EventSearchQuery, 'cursor' | 'limit'>,
  now: number,
): Omit<SearchQuery, 'limit'> {
  const { keyword, latLong, preferences } = parameters;
  const { sort = keyword === undefined ? 'time' : 'relevance' } = parameters;
  const filters = toFilters(parameters, now);
  if (latLong === undefined && sort === 'distance') throw invalid('sort', 'by distance needs latLong');
  return {
    ...filters,
    preferences: preferences
      ?.split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .slice(0, preferencesMax),
    sort,
  };
}

function toFilters(parameters: EventFacetsQuery, now: number): SearchFilters {
  const { keyword, latLong, radius, startTime, endTime, type, country, city, locationId } = parameters;
  if (latLong === undefined && radius !== undefined) throw invalid('radius', 'needs latLong');
  const from = startTime === undefined ? now : toEpochMs(startTime);
  const until = endTime === undefined ? undefined : toEpochMs(endTime);
  if (startTime !== undefined && until !== undefined && until < from)
    throw invalid('endTime', 'must not be before startTime');
  return {
    keyword,
    near: latLong === undefined ? undefined : toCoordinates(latLong),
    radiusKm: radius === undefined ? undefined : toKm(radius),
    from,
    until,
    isTimeOpen: startTime === undefined && endTime === undefined,
    type,
    countryCode: country,
    city,
    locationId,
  };
}

function toCoordinates(latLong: string): Coordinates {
  const [latitude = Number.NaN, longitude = Number.NaN] = latLong.split(',').map(Number);
  if (!(Math.abs(latitude) <= 90)) throw invalid('latLong', 'needs a latitude from -90 to 90 first');
  if (!(Math.abs(longitude) <= 180)) throw invalid('latLong', 'needs a longitude from -180 to 180 last');
  return { latitude, longitude };
}

function toKm(radius: string): number {
  const value = Number.parseFloat(radius);
  return Math.min(radiusKmMax, radius.endsWith('mi') ? value * kmPerMile : value);
}

function invalid(parameter: string, detail: string): ProblemError {
  const error: FieldError = { pointer: `?${parameter}`, detail };
  return new ProblemError('validation-failed', { errors: [error] });
}
