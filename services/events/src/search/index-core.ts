import { hash } from 'node:crypto';
import { createBestHits } from './best-hits.ts';
import { createColumns, noShowAt } from './columns.ts';
import { boxesAround, coverageOf, distanceKmMax, haversineKm } from './geo.ts';
import { createMatches } from './matches.ts';
import type {
  IndexedEvent,
  OrganisedPage,
  OrganisedPosition,
  OrganisedQuery,
  SearchPage,
  SearchQuery,
} from './query.ts';
import { openTextIndex } from './text-index.ts';
import { toMatchExpression } from './words.ts';

/** The index itself: synchronous, so it lives in a thread of its own. */
export interface IndexCore extends Disposable {
  /** Takes the events as they are now, in place of what it knew of them; those that are not listed go. */
  put(events: readonly IndexedEvent[]): void;
  search(query: SearchQuery): SearchPage;
  organised(query: OrganisedQuery): OrganisedPage;
  optimize(): void;
}

/** Of the map: a circle that covers more is looked for by going through all events, which is faster then. */
const coverageMax = 0.02;
/** For events without a place, behind all others. */
const nowhereKm = 2 * distanceKmMax;

export function openIndexCore(): IndexCore {
  const text = openTextIndex();
  const columns = createColumns(toTie);
  const matches = createMatches(text);
  const locationNames: string[] = [];
  const freeRows: number[] = [];

  function put(event: IndexedEvent): void {
    const known = text.rowOf(event.id);
    if (!event.isListed) {
      if (known === undefined) return;
      text.remove(known);
      columns.clear(known);
      freeRows.push(known);
      return;
    }
    const row = known ?? freeRows.pop() ?? columns.end;
    text.put(row, event);
    columns.set(row, event);
    locationNames[columns.locationOf(row)] = event.locationSortName;
  }

  /** Undefined: every event has to be looked at. */
  function candidates(query: SearchQuery, expression: string | undefined): Uint32Array | undefined {
    if (expression !== undefined) return matches.of(expression).rows;
    const { near, radiusKm } = query;
    if (near === undefined || radiusKm === undefined) return undefined;
    const isSmall = coverageOf(boxesAround(near, radiusKm)) <= coverageMax;
    return isSmall ? text.rowsNear(near, radiusKm) : undefined;
  }

  function search(query: SearchQuery): SearchPage {
    const expression = query.keyword === undefined ? undefined : toMatchExpression(query.keyword);
    if (query.keyword !== undefined && expression === undefined) return { hits: [], hasMore: false };
    const passes = createFilter(query);
    if (passes === undefined) return { hits: [], hasMore: false };
    const preferred = preferredRows(query.preferences ?? []);
    const best = createBestHits({ hitsMax: query.limit + 1, after: query.after, tieOf: columns.tieOf });
    const rankOf = query.sort === 'relevance' && expression !== undefined ? matches.of(expression).rankOf() : undefined;
    const { near, sort } = query;

    const consider = (row: number): void => {
      const startsAt = passes(row);
      if (startsAt === undefined) return;
      const preference = preferred === undefined || preferred[row] === 1 ? 0 : 1;
      if (sort === 'distance' && near !== undefined) best.offer(row, kmTo(near, row), startsAt, preference);
      else if (rankOf !== undefined) best.offer(row, rankOf(row), startsAt, preference);
      else best.offer(row, startsAt, 0, preference);
    };
    const rows = candidates(query, expression);
    if (rows === undefined) for (let row = 1; row < columns.end; row += 1) consider(row);
    else for (const row of rows) consider(row);
    return toPage(query, best.list());
  }

  /** Answers with the start of the show that lets the event pass; undefined at once if nothing can. */
  function createFilter(query: SearchQuery): ((row: number) => number | undefined) | undefined {
    const { near, radiusKm, from, until = noShowAt, isTimeOpen } = query;
    const type = query.type === undefined ? -1 : columns.types.numberOf(query.type);
    const country = query.countryCode === undefined ? -1 : columns.countries.numberOf(query.countryCode);
    const location = query.locationId === undefined ? -1 : columns.locations.numberOf(query.locationId);
    if (type === undefined || country === undefined || location === undefined) return undefined;
    return (row) => {
      if (!columns.isUsed(row)) return undefined;
      if (type >= 0 && columns.typeOf(row) !== type) return undefined;
      if (country >= 0 && columns.countryOf(row) !== country) return undefined;
      if (location >= 0 && columns.locationOf(row) !== location) return undefined;
      const isWithoutShow = columns.lastEndOf(row) === noShowAt;
      const startsAt = isTimeOpen && isWithoutShow ? noShowAt : columns.firstStart(row, from, until);
      if (startsAt === undefined) return undefined;
      return near !== undefined && radiusKm !== undefined && kmTo(near, row) > radiusKm ? undefined : startsAt;
    };
  }

  function kmTo(near: NonNullable<SearchQuery['near']>, row: number): number {
    if (!columns.hasCoordinates(row)) return nowhereKm;
    return haversineKm(near.latitude, near.longitude, columns.latitudeOf(row), columns.longitudeOf(row));
  }

  function preferredRows(preferences: readonly string[]): Uint8Array | undefined {
    if (preferences.length === 0) return undefined;
    const preferred = new Uint8Array(columns.end);
    for (const tag of preferences) for (const row of matches.withTag(tag)) preferred[row] = 1;
    return preferred;
  }

  function toPage(
    { limit, near }: SearchQuery,
    best: ReturnType<ReturnType<typeof createBestHits>['list']>,
  ): SearchPage {
    const hits = best.slice(0, limit).map(({ row, position }) => ({
      id: text.idOf(row),
      position,
      distanceKm: near !== undefined && columns.hasCoordinates(row) ? kmTo(near, row) : undefined,
    }));
    return { hits, hasMore: best.length > limit };
  }

  return {
    put(events) {
      matches.clear();
      text.inTransaction(() => {
        for (const event of events) put(event);
      });
    },
    search,
    organised({ now, limit, after }) {
      const numbers = new Set<number>();
      for (let row = 1; row < columns.end; row += 1) {
        const lastEnd = columns.lastEndOf(row);
        if (columns.isUsed(row) && lastEnd > now && lastEnd !== noShowAt) numbers.add(columns.locationOf(row));
      }
      const locations = [...numbers]
        .map((number): OrganisedPosition => [locationNames[number] ?? '', columns.locations.nameOf(number)])
        .filter((position) => after === undefined || comparePositions(position, after) > 0)
        .sort(comparePositions);
      return { locations: locations.slice(0, limit), hasMore: locations.length > limit };
    },
    optimize: () => text.optimize(),
    [Symbol.dispose]: () => text[Symbol.dispose](),
  };
}

function comparePositions(a: OrganisedPosition, b: OrganisedPosition): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return 0;
}

/** The first 52 bits of the id's hash: what a float holds exactly. */
function toTie(id: string): number {
  return Number.parseInt(hash('sha256', id).slice(0, 13), 16);
}
