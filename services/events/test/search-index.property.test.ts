import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IndexedEvent, SearchQuery } from '../src/index.ts';
import { distanceKm } from '../src/search/geo.ts';
import { openIndexCore } from '../src/search/index-core.ts';
import { foldPhrase, toSearchWords } from '../src/search/words.ts';
import { indexed, query } from './indexed.ts';

// Random catalogues and queries, against an obviously right search that looks at everything.

const dayMs = 86_400_000;
const words = ['tango', 'tangle', 'tan', 'rock', '歌舞伎', 'café'];
const text = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((parts) => parts.join(' '));
const coordinates = fc.record({
  latitude: fc.integer({ min: -90, max: 90 }),
  longitude: fc.integer({ min: -180, max: 180 }),
});
const show = fc.tuple(
  fc.integer({ min: 0, max: 100 }),
  fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 50, max: 80 })),
);

const event: fc.Arbitrary<IndexedEvent> = fc
  .record({
    number: fc.nat(25),
    isListed: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
    name: text,
    description: text,
    place: text,
    tags: fc.uniqueArray(fc.constantFrom('Late', 'jazz', 'open air'), { maxLength: 2 }),
    type: fc.constantFrom('concert', 'opera'),
    countryCode: fc.constantFrom('DE', 'FR'),
    city: fc.constantFrom('Köln', 'KOLN', 'Paris', ''),
    locationId: fc.constantFrom('l1', 'l2'),
    coordinates: fc.option(coordinates, { nil: undefined }),
    shows: fc.array(show, { maxLength: 3 }),
  })
  .map(({ number, shows, ...rest }) =>
    indexed({
      ...rest,
      id: `evt${number}`,
      shows: shows
        .map(([start, days], index): [string, number, number] => [`s${index}`, start * dayMs, (start + days) * dayMs])
        .toSorted((a, b) => a[1] - b[1]),
    }),
  );

const asked: fc.Arbitrary<SearchQuery> = fc
  .record({
    keyword: fc.option(fc.constantFrom('tan', 'tango', 'rock tan', 'cafe', '舞', 'jazz', 'zzz'), { nil: undefined }),
    near: fc.option(coordinates, { nil: undefined }),
    radiusKm: fc.option(fc.constantFrom(0, 500, 3_000, 12_000, 20_038), { nil: undefined }),
    window: fc.option(fc.tuple(fc.nat(110), fc.nat(40)), { nil: undefined }),
    type: fc.option(fc.constantFrom('concert', 'opera', 'circus'), { nil: undefined }),
    countryCode: fc.option(fc.constantFrom('DE', 'FR', 'JP'), { nil: undefined }),
    city: fc.option(fc.constantFrom('koln', 'Köln ', 'Paris', 'Rome'), { nil: undefined }),
    locationId: fc.option(fc.constantFrom('l1', 'l3'), { nil: undefined }),
    preferences: fc.option(fc.constantFrom(['late'], ['OPEN  AIR', 'opera'], ['none']), { nil: undefined }),
    sort: fc.constantFrom('relevance' as const, 'time' as const, 'distance' as const),
    limit: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ window, radiusKm, sort, near, ...rest }) =>
    query({
      ...rest,
      near,
      radiusKm: near === undefined ? undefined : radiusKm,
      sort: near === undefined && sort === 'distance' ? 'time' : sort,
      from: (window?.[0] ?? 20) * dayMs,
      until: window === undefined ? undefined : (window[0] + window[1]) * dayMs,
      isTimeOpen: window === undefined,
    }),
  );

interface Found {
  readonly id: string;
  readonly isPreferred: boolean;
  readonly startsAt: number;
  readonly km: number;
}

function findNaively(events: Iterable<IndexedEvent>, wanted: SearchQuery): Found[] {
  const found: Found[] = [];
  for (const each of events) {
    const first = each.shows.find(
      ([, from, to]) => to > wanted.from && from <= (wanted.until ?? Number.POSITIVE_INFINITY),
    );
    const isOpen = wanted.isTimeOpen && each.shows.length === 0;
    const km =
      wanted.near !== undefined && each.coordinates !== undefined
        ? distanceKm(wanted.near, each.coordinates)
        : Number.POSITIVE_INFINITY;
    const isHit =
      each.isListed &&
      (first !== undefined || isOpen) &&
      (wanted.type ?? each.type) === each.type &&
      (wanted.countryCode ?? each.countryCode) === each.countryCode &&
      (wanted.city === undefined || foldPhrase(wanted.city) === foldPhrase(each.city)) &&
      (wanted.locationId ?? each.locationId) === each.locationId &&
      (wanted.radiusKm === undefined || km <= wanted.radiusKm) &&
      (wanted.keyword === undefined || hasWords(each, wanted.keyword));
    if (!isHit) continue;
    const tags = [each.type, ...each.tags].map(foldPhrase);
    const isPreferred = (wanted.preferences ?? []).some((tag) => tags.includes(foldPhrase(tag)));
    found.push({ id: each.id, isPreferred, startsAt: first?.[1] ?? Number.POSITIVE_INFINITY, km });
  }
  return found;
}

function hasWords({ name, description, place, tags }: IndexedEvent, keyword: string): boolean {
  const wanted = toSearchWords(keyword);
  const there = toSearchWords([name, description, place, ...tags].join(' ')).map((word) => word.split(' '));
  return wanted.every((word, index) => {
    const last = index === wanted.length - 1;
    const parts = word.split(' ');
    return there.some((tokens) =>
      tokens.some((_, at) =>
        parts.every((part, offset) => {
          const token = tokens[at + offset];
          return token === part || (last && offset === parts.length - 1 && token?.startsWith(part) === true);
        }),
      ),
    );
  });
}

/** All pages, one after the other. */
function findAll(index: ReturnType<typeof openIndexCore>, wanted: SearchQuery) {
  const hits = [];
  for (let after = wanted.after, hasMore = true; hasMore; ) {
    const page = index.search({ ...wanted, after });
    expect(page.hits.length).toBeLessThanOrEqual(wanted.limit);
    hits.push(...page.hits);
    hasMore = page.hasMore;
    after = page.hits.at(-1)?.position;
    if (hits.length > 100) throw new Error('the pages never end');
  }
  return hits;
}

it('finds on all pages together just what a look at everything finds, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(event, { maxLength: 15 }), { maxLength: 4 }),
      fc.array(asked, { maxLength: 6 }),
      (batches, queries) => {
        using index = openIndexCore();
        const events = new Map<string, IndexedEvent>();
        for (const batch of batches) {
          index.put(batch);
          for (const each of batch) events.set(each.id, each);
          for (const wanted of queries) {
            const expected = new Map(findNaively(events.values(), wanted).map((each) => [each.id, each]));
            const hits = findAll(index, wanted);
            expect(hits.map(({ id }) => id).toSorted()).toEqual([...expected.keys()].toSorted());
            const order = hits.flatMap(({ id }) => expected.get(id) ?? []);
            expect(order.map(({ isPreferred }) => isPreferred)).toEqual(
              order.map(({ isPreferred }) => isPreferred).toSorted((a, b) => Number(b) - Number(a)),
            );
            for (const group of [true, false]) {
              const own = order.filter(({ isPreferred }) => isPreferred === group);
              if (wanted.sort === 'distance')
                expect(own.map(({ km }) => km)).toEqual(
                  own.map(({ km }) => km).toSorted((a, b) => (a === b ? 0 : a - b)),
                );
              if (wanted.sort === 'time' || (wanted.keyword === undefined && wanted.sort === 'relevance')) {
                expect(own.map(({ startsAt }) => startsAt)).toEqual(
                  own.map(({ startsAt }) => startsAt).toSorted((a, b) => (a === b ? 0 : a - b)),
                );
              }
            }
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** By whatever is counted, e.g. by type, without what has none. */
function countNaively(events: Iterable<IndexedEvent>, wanted: SearchQuery, keyOf: (event: IndexedEvent) => string) {
  const all = [...events];
  const found = new Set(findNaively(all, wanted).map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const each of all) {
    const key = keyOf(each);
    if (found.has(each.id) && key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const townOf = ({ city, countryCode }: { readonly city: string; readonly countryCode: string }) =>
  city === '' ? '' : `${foldPhrase(city)} ${countryCode}`;

it('counts each facet as a search without its own filter would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(event, { maxLength: 15 }), { maxLength: 4 }),
      fc.array(asked, { maxLength: 6 }),
      (batches, queries) => {
        using index = openIndexCore();
        const events = new Map<string, IndexedEvent>();
        for (const batch of batches) {
          index.put(batch);
          for (const each of batch) events.set(each.id, each);
          for (const wanted of queries) {
            const facets = index.facets(wanted);
            const count = (without: Partial<SearchQuery>, keyOf: (event: IndexedEvent) => string) =>
              countNaively(events.values(), { ...wanted, ...without }, keyOf);
            expect(facets.total).toBe(findNaively(events.values(), wanted).length);
            expect(new Map(facets.types.map(({ value, count }) => [value, count]))).toEqual(
              count({ type: undefined }, ({ type }) => type),
            );
            expect(new Map(facets.countries.map(({ value, count }) => [value, count]))).toEqual(
              count({ countryCode: undefined }, ({ countryCode }) => countryCode),
            );
            expect(new Map(facets.cities.map((city) => [townOf(city), city.count]))).toEqual(
              count({ city: undefined }, townOf),
            );
            for (const list of [facets.types, facets.countries, facets.cities]) {
              const counts = list.map(({ count }) => count);
              expect(counts).toEqual(counts.toSorted((a, b) => b - a));
            }
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
