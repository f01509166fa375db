import type { Columns } from './columns.ts';
import { createFilter } from './filter.ts';
import type { CityCount, FacetCount, Facets, SearchFilters } from './query.ts';

/** Types beyond the usual ones are the organizers' own words: there may be any number. */
const typesMax = 100;
const citiesMax = 50;

/** Passes nothing, since no event has it. */
const nothing = -1;

/** Counts in one pass over `rows`, among which all that match have to be. */
export function countFacets(columns: Columns, filters: SearchFilters, rows: Iterable<number>): Facets {
  const { type, countryCode, city, ...others } = filters;
  const passes = createFilter(columns, others);
  const wantedType = type === undefined ? undefined : (columns.types.numberOf(type) ?? nothing);
  const wantedCountry = countryCode === undefined ? undefined : (columns.countries.numberOf(countryCode) ?? nothing);
  const wantedTowns = city === undefined ? undefined : columns.townsNamed(city);
  const types = new Uint32Array(columns.types.size());
  const countries = new Uint32Array(columns.countries.size());
  const towns = createTownCounts(columns);
  let total = 0;
  for (const row of passes === undefined ? [] : rows) {
    if (passes?.(row) === undefined) continue;
    const isType = wantedType === undefined || columns.typeOf(row) === wantedType;
    const isCountry = wantedCountry === undefined || columns.countryOf(row) === wantedCountry;
    const isTown = wantedTowns === undefined || wantedTowns.has(columns.townOf(row));
    if (isType && isCountry && isTown) total += 1;
    if (isCountry && isTown) increase(types, columns.typeOf(row));
    if (isType && isTown) increase(countries, columns.countryOf(row));
    if (isType && isCountry) towns.add(row);
  }
  return {
    total,
    types: toCounts(types, columns.types.nameOf).slice(0, typesMax),
    countries: toCounts(countries, columns.countries.nameOf),
    cities: towns.list(),
  };
}

function increase(counts: Uint32Array, number: number): void {
  counts[number] = (counts[number] ?? 0) + 1;
}

function toCounts(counts: Uint32Array, nameOf: (number: number) => string): FacetCount[] {
  return [...counts]
    .map((count, number) => ({ value: nameOf(number), count }))
    .filter(({ value, count }) => count > 0 && value !== '')
    .toSorted((a, b) => b.count - a.count || compareTexts(a.value, b.value));
}

/** Counts events by city. Who spells it and who stands for its place is the one with the lowest tie: the same in every process. */
function createTownCounts(columns: Columns) {
  const counts = new Uint32Array(columns.townsEnd());
  const spellers = new Uint32Array(counts.length);
  const placed = new Uint32Array(counts.length);
  const isLower = (row: number, other = 0) => other === 0 || columns.tieOf(row) < columns.tieOf(other);

  function toCity(count: number, town: number): CityCount {
    const speller = spellers[town] ?? 0;
    const place = placed[town] ?? 0;
    const coordinates =
      place === 0 ? undefined : { latitude: columns.latitudeOf(place), longitude: columns.longitudeOf(place) };
    return {
      city: columns.cityOf(speller),
      countryCode: columns.countries.nameOf(columns.countryOf(speller)),
      count,
      coordinates,
    };
  }

  return {
    add(row: number): void {
      const town = columns.townOf(row);
      increase(counts, town);
      if (isLower(row, spellers[town])) spellers[town] = row;
      if (columns.hasCoordinates(row) && isLower(row, placed[town])) placed[town] = row;
    },
    list: (): CityCount[] =>
      [...counts]
        .map((count, town) => ({ count, town }))
        .filter(({ count }) => count > 0)
        .map(({ count, town }) => toCity(count, town))
        .filter(({ city }) => city !== '')
        .toSorted(
          (a, b) => b.count - a.count || compareTexts(a.city, b.city) || compareTexts(a.countryCode, b.countryCode),
        )
        .slice(0, citiesMax),
  };
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
