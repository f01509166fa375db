import type { IndexedEvent } from './query.ts';
import { foldPhrase } from './words.ts';

/** Stands for "no show yet": after every show. */
export const noShowAt = Number.MAX_SAFE_INTEGER;

/**
 * What filters and orders look at, one typed array a field and one row an event: a million events are passed through in some
 * milliseconds, which no table of an SQL engine can do. About 80 bytes an event and 16 a show.
 */
export interface Columns {
  /** One more than the highest row in use; rows start at 1. */
  readonly end: number;
  isUsed(row: number): boolean;
  /** All that may be used. */
  rows(): Iterable<number>;
  set(row: number, event: IndexedEvent): void;
  clear(row: number): void;
  typeOf(row: number): number;
  countryOf(row: number): number;
  locationOf(row: number): number;
  /** The city in its country, however it is spelled. */
  townOf(row: number): number;
  /** As the organizer spells it; empty if none is known. */
  cityOf(row: number): string;
  hasCoordinates(row: number): boolean;
  latitudeOf(row: number): number;
  longitudeOf(row: number): number;
  /** Tells equal hits apart, the same in every process: 52 bits of the id's hash. */
  tieOf(row: number): number;
  /** When its last show ends; `noShowAt` without any. */
  lastEndOf(row: number): number;
  /** When its first show starts; `noShowAt` without any. */
  startOf(row: number): number;
  /** Start of the first show that ends after `from` and starts no later than `until`; undefined if there is none. */
  firstStart(row: number, from: number, until: number): number | undefined;
  /** The number a type, country or location goes by; undefined: no event has it. */
  readonly types: Names;
  readonly countries: Names;
  readonly locations: Names;
  /** `townOf` of all cities of this name, whatever its case and accents. */
  townsNamed(city: string): ReadonlySet<number>;
  /** More than the highest `townOf`. */
  townsEnd(): number;
}

/** Strings that occur over and over, each kept once and known by a number. */
export interface Names {
  numberOf(name: string): number | undefined;
  intern(name: string): number;
  nameOf(number: number): string;
  size(): number;
}

export function createNames(): Names {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    numberOf: (name) => numbers.get(name),
    nameOf: (number) => names[number] ?? '',
    size: () => names.length,
    intern(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
  };
}

export function createColumns(tie: (id: string) => number): Columns {
  let capacity = 1024;
  let end = 1;
  let used = new Uint8Array(capacity);
  let type = new Uint32Array(capacity);
  let country = new Uint32Array(capacity);
  let location = new Uint32Array(capacity);
  let town = new Uint32Array(capacity);
  let spelling = new Uint32Array(capacity);
  let latitude = new Float64Array(capacity);
  let longitude = new Float64Array(capacity);
  let ties = new Float64Array(capacity);
  let lastEnd = new Float64Array(capacity);
  /** Of the first show, which is nearly always the one that counts; events with more have them all in `shows`. */
  let start = new Float64Array(capacity);
  let firstEnd = new Float64Array(capacity);
  const shows = new Map<number, Float64Array>();
  const [types, countries, locations] = [createNames(), createNames(), createNames()];
  const [towns, spellings] = [createNames(), createNames()];
  const townsByName = new Map<string, Set<number>>();

  function grow(): void {
    capacity *= 2;
    const wider = <Column extends Uint8Array | Uint32Array | Float64Array>(column: Column, next: Column): Column => {
      next.set(column);
      return next;
    };
    used = wider(used, new Uint8Array(capacity));
    type = wider(type, new Uint32Array(capacity));
    country = wider(country, new Uint32Array(capacity));
    location = wider(location, new Uint32Array(capacity));
    town = wider(town, new Uint32Array(capacity));
    spelling = wider(spelling, new Uint32Array(capacity));
    latitude = wider(latitude, new Float64Array(capacity));
    longitude = wider(longitude, new Float64Array(capacity));
    ties = wider(ties, new Float64Array(capacity));
    lastEnd = wider(lastEnd, new Float64Array(capacity));
    start = wider(start, new Float64Array(capacity));
    firstEnd = wider(firstEnd, new Float64Array(capacity));
  }

  function internTown({ city, countryCode }: IndexedEvent): number {
    const name = foldPhrase(city);
    const number = towns.intern(`${countryCode} ${name}`);
    const namesakes = townsByName.get(name) ?? new Set();
    townsByName.set(name, namesakes.add(number));
    return number;
  }

  return {
    types,
    countries,
    locations,
    townsNamed: (city) => townsByName.get(foldPhrase(city)) ?? noTowns,
    townsEnd: () => towns.size(),
    get end() {
      return end;
    },
    isUsed: (row) => used[row] === 1,
    *rows() {
      for (let row = 1; row < end; row += 1) yield row;
    },
    set(row, event) {
      while (row >= capacity) grow();
      end = Math.max(end, row + 1);
      used[row] = 1;
      type[row] = types.intern(event.type);
      country[row] = countries.intern(event.countryCode);
      location[row] = locations.intern(event.locationId);
      town[row] = internTown(event);
      spelling[row] = spellings.intern(event.city);
      latitude[row] = event.coordinates?.latitude ?? Number.NaN;
      longitude[row] = event.coordinates?.longitude ?? Number.NaN;
      ties[row] = tie(event.id);
      const [first] = event.shows;
      start[row] = first?.[1] ?? noShowAt;
      firstEnd[row] = first?.[2] ?? 0;
      lastEnd[row] =
        event.shows.length === 0
          ? noShowAt
          : event.shows.reduce((last, [, , endsAt]) => Math.max(last, endsAt), -Infinity);
      if (event.shows.length > 1) shows.set(row, Float64Array.from(event.shows.flatMap(([, from, to]) => [from, to])));
      else shows.delete(row);
    },
    clear(row) {
      used[row] = 0;
      shows.delete(row);
    },
    typeOf: (row) => type[row] ?? 0,
    countryOf: (row) => country[row] ?? 0,
    locationOf: (row) => location[row] ?? 0,
    townOf: (row) => town[row] ?? 0,
    cityOf: (row) => spellings.nameOf(spelling[row] ?? 0),
    hasCoordinates: (row) => !Number.isNaN(latitude[row] ?? Number.NaN),
    latitudeOf: (row) => latitude[row] ?? 0,
    longitudeOf: (row) => longitude[row] ?? 0,
    tieOf: (row) => ties[row] ?? 0,
    lastEndOf: (row) => lastEnd[row] ?? 0,
    startOf: (row) => start[row] ?? noShowAt,
    firstStart(row, from, until) {
      const startsAt = start[row] ?? noShowAt;
      if (startsAt === noShowAt || startsAt > until || (lastEnd[row] ?? 0) <= from) return undefined;
      if ((firstEnd[row] ?? 0) > from) return startsAt;
      return startOfLater(shows.get(row) ?? noShows, from, until);
    },
  };
}

const noShows = new Float64Array();
const noTowns: ReadonlySet<number> = new Set();

/** `times`: start and end of each show in turn, by start. */
function startOfLater(times: Float64Array, from: number, until: number): number | undefined {
  for (let at = 0; at < times.length; at += 2) {
    const startsAt = times[at] ?? noShowAt;
    if (startsAt > until) return undefined;
    if ((times[at + 1] ?? 0) > from) return startsAt;
  }
  return undefined;
}
