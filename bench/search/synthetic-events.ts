import type { IndexedEvent } from '../../services/events/src/search/query.ts';
import { createRandom, type Random } from './random.ts';

export const eventTypes = [
  'concert',
  'festival',
  'sport',
  'play',
  'comedy',
  'conference',
  'opera',
  'circus',
  'carnival',
];
export const tags = ['jazz', 'rock', 'family', 'open-air', 'classical', 'late', 'premiere', 'free', 'dance', 'charity'];

const syllables = ['ba', 'ren', 'to', 'mi', 'ka', 'sol', 've', 'lin', 'dor', 'é', 'na', 'ru', 'shi', 'pla', 'gor'];

/** A vocabulary of invented words, the first of them in every other title. */
export const words: readonly string[] = Array.from({ length: 3_000 }, (_, number) => {
  let rest = number + 20;
  let word = '';
  for (; rest > 0; rest = Math.floor(rest / syllables.length)) word += syllables[rest % syllables.length];
  return word;
});

type City = readonly [name: string, countryCode: string, latitude: number, longitude: number];

const largeCities: readonly City[] = [
  ['London', 'GB', 51.51, -0.13],
  ['New York', 'US', 40.71, -74.01],
  ['Paris', 'FR', 48.86, 2.35],
  ['Berlin', 'DE', 52.52, 13.4],
  ['Tokyo', 'JP', 35.68, 139.69],
  ['São Paulo', 'BR', -23.55, -46.63],
  ['Mumbai', 'IN', 19.08, 72.88],
  ['Sydney', 'AU', -33.87, 151.21],
  ['Lagos', 'NG', 6.52, 3.38],
  ['Mexico City', 'MX', 19.43, -99.13],
  ['Toronto', 'CA', 43.65, -79.38],
  ['Madrid', 'ES', 40.42, -3.7],
  ['Milan', 'IT', 45.46, 9.19],
  ['Vienna', 'AT', 48.21, 16.37],
  ['Seoul', 'KR', 37.57, 126.98],
  ['Cairo', 'EG', 30.04, 31.24],
  ['Buenos Aires', 'AR', -34.6, -58.38],
  ['Nairobi', 'KE', -1.29, 36.82],
  ['Warsaw', 'PL', 52.23, 21.01],
  ['Auckland', 'NZ', -36.85, 174.76],
];

const smallCities = 380;

/** Some real ones, then invented ones all over the inhabited latitudes. With `cityBias` the first has a twentieth of all events. */
export const cities: readonly City[] = [
  ...largeCities,
  ...Array.from({ length: smallCities }, (_, number): City => {
    const countryCode = largeCities[number % largeCities.length]?.[1] ?? '';
    return [words[number * 7] ?? '', countryCode, ((number * 37) % 100) - 40, ((number * 101) % 340) - 170];
  }),
];
export const cityBias = 2;
/** Near to Zipf's law: the commonest word makes up 7 % of a text. */
const wordBias = 3;

const dayMs = 86_400_000;
const venuesPerCity = 50;

/** Events of the coming year, many of them in few large cities, each with one to three shows. */
export function* makeEvents(count: number, now: number): Generator<IndexedEvent> {
  const random = createRandom(7);
  for (let number = 0; number < count; number += 1) yield makeEvent(random, number, now);
}

function makeEvent(random: Random, number: number, now: number): IndexedEvent {
  const [city, countryCode, latitude, longitude] = random.pickUneven(cities, cityBias);
  const venue = random.below(venuesPerCity);
  const startsAt = now + Math.floor(random.next() * 365 * dayMs);
  const shows = Array.from({ length: 1 + random.below(3) }, (_, show) => {
    const at = startsAt + show * dayMs;
    return [`shw_${toId(number * 3 + show)}`, at, at + 2 * 3_600_000] as const;
  });
  return {
    id: `evt_${toId(number)}`,
    isListed: true,
    name: say(random, 3),
    description: say(random, 20),
    tags: [random.pick(tags), random.pick(tags)],
    type: random.pickUneven(eventTypes, 2),
    locationId: `loc_${toId(cities.findIndex(([name]) => name === city) * venuesPerCity + venue)}`,
    locationSortName: words[venue] ?? '',
    place: `${words[venue] ?? ''} ${city}`,
    countryCode,
    city,
    // The venues of a city stand within some 30 km of its middle.
    coordinates: { latitude: latitude + scatter(venue, 7), longitude: longitude + scatter(venue, 11) },
    shows,
  };
}

function say(random: Random, length: number): string {
  return Array.from({ length }, () => random.pickUneven(words, wordBias)).join(' ');
}

function scatter(venue: number, step: number): number {
  return ((venue * step) % venuesPerCity) / 100 - 0.25;
}

/** As long as a real one. */
function toId(number: number): string {
  return number.toString(32).padStart(26, '0');
}
