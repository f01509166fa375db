import { hash } from 'node:crypto';
import { type BestHits, createBestHits, preferenceMin } from './best-hits.ts';
import { createColumns, noShowAt } from './columns.ts';
import { countFacets } from './facets.ts';
import { createFilter, type Filter, kmTo } from './filter.ts';
import { boxesAround, coverageOf } from './geo.ts';
import { createMatches } from './matches.ts';
import type {
  Facets,
  IndexedEvent,
  OrganisedPage,
  OrganisedPosition,
  OrganisedQuery,
  SearchFilters,
  SearchPage,
  SearchQuery,
} from './query.ts';
import { openTextIndex } from './text-index.ts';
import { createTimeOrder } from './time-order.ts';
import { toMatchExpression } from './words.ts';

/** The index itself: synchronous, so it lives in a thread of its own. */
export interface IndexCore extends Disposable {
  /** Takes the events as they are now, in place of what it knew of them; those that are not listed go. */
  put(events: readonly IndexedEvent[]): void;
  search(query: SearchQuery): SearchPage;
  facets(filters: SearchFilters): Facets;
  organised(query: OrganisedQuery): OrganisedPage;
  optimize(): void;
}

/** Of the map: a circle that covers more is looked for by going through all events, which is faster then. */
const coverageMax = 0.02;

export function openIndexCore(): IndexCore {
  const text = openTextIndex();
  const columns = createColumns(toTie);
  const matches = createMatches(text);
  const timeOrder = createTimeOrder(columns);
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
    timeOrder.add(row);
    locationNames[columns.locationOf(row)] = event.locationSortName;
  }

  function search(query: SearchQuery): SearchPage {
    const expression = query.keyword === undefined ? undefined : toMatchExpression(query.keyword);
    const filter = createFilter(columns, query);
    // Words that are nothing but punctuation find nothing.
    const isHopeless = query.keyword !== undefined && expression === undefined;
    if (isHopeless || filter === undefined) return { hits: [], hasMore: false };
    const best = createBestHits({ hitsMax: query.limit + 1, after: query.after, tieOf: columns.tieOf });
    const asked: Asked = { query, expression, filter, best, preferenceOf: createPreference(query.preferences ?? []) };
    if (query.sort === 'relevance' && expression !== undefined) findByRelevance(asked, expression);
    else if (query.sort === 'distance' && query.near !== undefined) findByDistance(asked, query.near);
    else findByTime(asked);
    return toPage(query, best);
  }

  function findByRelevance({ filter, best, preferenceOf }: Asked, expression: string): void {
    const seen = new Uint8Array(columns.end);
    for (const { rows, rankOf, rankAfter } of matches.of(expression).ranked()) {
      for (const row of rows) {
        if (seen[row] === 1) continue;
        seen[row] = 1;
        const startsAt = filter(row);
        if (startsAt !== undefined) best.offer(row, rankOf(row), startsAt, preferenceOf(row));
      }
      if (best.isSettledBefore(rankAfter)) return;
    }
  }

  function findByDistance(asked: Asked, near: NonNullable<SearchQuery['near']>): void {
    const { filter, best, preferenceOf } = asked;
    for (const row of candidates(asked.query, asked.expression) ?? columns.rows()) {
      const startsAt = filter(row);
      if (startsAt !== undefined) best.offer(row, kmTo(columns, near, row), startsAt, preferenceOf(row));
    }
  }

  function findByTime(asked: Asked): void {
    const { filter, best, preferenceOf } = asked;
    const consider = (row: number) => {
      const startsAt = filter(row);
      if (startsAt !== undefined) best.offer(row, startsAt, 0, preferenceOf(row));
    };
    const few = candidates(asked.query, asked.expression);
    if (few !== undefined) {
      for (const row of few) consider(row);
      return;
    }
    const { from, until = noShowAt } = asked.query;
    let settledRun = -1;
    for (const piece of timeOrder.pieces({ from, until })) {
      // A show that counts starts no earlier than the event's first: nothing further on in this run can be sooner.
      if (best.isSettledBefore(piece.from)) settledRun = piece.run;
      if (piece.run === settledRun) continue;
      for (const row of piece.rows) consider(row);
    }
  }

  /** Rows among which all hits are; undefined: that may be any. */
  function candidates({ near, radiusKm }: SearchFilters, expression: string | undefined): Uint32Array | undefined {
    if (expression !== undefined) return matches.of(expression).rows();
    if (near === undefined || radiusKm === undefined) return undefined;
    const isSmall = coverageOf(boxesAround(near, radiusKm)) <= coverageMax;
    return isSmall ? text.rowsNear(near, radiusKm) : undefined;
  }

  function facets(filters: SearchFilters): Facets {
    const expression = filters.keyword === undefined ? undefined : toMatchExpression(filters.keyword);
    const isHopeless = filters.keyword !== undefined && expression === undefined;
    return countFacets(columns, filters, isHopeless ? [] : (candidates(filters, expression) ?? columns.rows()));
  }

  function createPreference(preferences: readonly string[]): (row: number) => number {
    if (preferences.length === 0) return () => preferenceMin;
    const preferred = new Uint8Array(columns.end);
    for (const tag of preferences) for (const row of matches.withTag(tag)) preferred[row] = 1;
    return (row) => (preferred[row] === 1 ? preferenceMin : preferenceMin + 1);
  }

  function toPage({ limit, near }: SearchQuery, best: BestHits): SearchPage {
    const found = best.list();
    const hits = found.slice(0, limit).map(({ row, position }) => ({
      id: text.idOf(row),
      position,
      distanceKm: near !== undefined && columns.hasCoordinates(row) ? kmTo(columns, near, row) : undefined,
    }));
    return { hits, hasMore: found.length > limit };
  }

  function organised({ now, limit, after }: OrganisedQuery): OrganisedPage {
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
  }

  return {
    put(events) {
      matches.clear();
      text.inTransaction(() => {
        for (const event of events) put(event);
      });
    },
    search,
    facets,
    organised,
    optimize: () => text.optimize(),
    [Symbol.dispose]: () => text[Symbol.dispose](),
  };
}

/** A query on its way. */
interface Asked {
  readonly query: SearchQuery;
  readonly expression: string | undefined;
  readonly filter: Filter;
  readonly best: BestHits;
  readonly preferenceOf: (row: number) => number;
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
