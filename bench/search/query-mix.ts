import type { SearchQuery } from '../../services/events/src/search/query.ts';
import { createRandom, type Random } from './random.ts';
import { cities, cityBias, eventTypes, tags, words } from './synthetic-events.ts';

const dayMs = 86_400_000;

type Draw = (random: Random, now: number) => Partial<SearchQuery>;

const drawCity = (random: Random) => {
  const [, , latitude, longitude] = random.pickUneven(cities, cityBias);
  return { latitude, longitude };
};
const drawMonth: Draw = (random, now) => {
  const from = now + random.below(330) * dayMs;
  return { from, until: from + 30 * dayMs, isTimeOpen: false };
};

/** What people ask, kind by kind. */
const kinds: Readonly<Record<string, Draw>> = {
  'start page': () => ({}),
  'common word': (random) => ({ keyword: words[random.below(20)], sort: 'relevance' }),
  'any word': (random) => ({ keyword: random.pick(words), sort: 'relevance' }),
  'two words': (random) => ({ keyword: `${words[random.below(50)]} ${random.pick(words)}`, sort: 'relevance' }),
  'half a word': (random) => ({ keyword: random.pick(words).slice(0, 4), sort: 'relevance' }),
  nearby: (random) => ({ near: drawCity(random), radiusKm: 25, sort: 'distance' }),
  'nearby, one type, one month': (random, now) => ({
    near: drawCity(random),
    radiusKm: 50,
    type: random.pick(eventTypes),
    ...drawMonth(random, now),
  }),
  'nearby with a word': (random) => ({
    near: drawCity(random),
    radiusKm: 100,
    keyword: words[random.below(100)],
    sort: 'relevance',
  }),
  'one type, one month': (random, now) => ({ type: random.pick(eventTypes), ...drawMonth(random, now) }),
  'a country, by preferences': (random) => ({
    countryCode: random.pick(cities)[1],
    preferences: [random.pick(tags), random.pick(tags)],
  }),
  'a word, by preferences': (random) => ({
    keyword: words[random.below(200)],
    preferences: [random.pick(tags)],
    sort: 'relevance',
  }),
};

export interface MixedQuery {
  readonly kind: string;
  readonly query: SearchQuery;
}

/** All kinds in turn, each with other words, places and times. */
export function drawQueries(count: number, now: number): readonly MixedQuery[] {
  const random = createRandom(11);
  const names = Object.keys(kinds);
  return Array.from({ length: count }, (_, number) => {
    const kind = names[number % names.length] ?? '';
    const drawn = kinds[kind]?.(random, now);
    return { kind, query: { from: now, isTimeOpen: true, sort: 'time', limit: 20, ...drawn } };
  });
}
