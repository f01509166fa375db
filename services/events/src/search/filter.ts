import { type Columns, noShowAt } from './columns.ts';
import { distanceKmMax, haversineKm } from './geo.ts';
import type { SearchQuery } from './query.ts';

/** Of events without a place: behind all others. */
const nowhereKm = 2 * distanceKmMax;

/** Answers with the start of the first show that lets an event pass, or undefined if it does not. */
export type Filter = (row: number) => number | undefined;

/** Everything of a query but its words; undefined if nothing can pass. */
export function createFilter(columns: Columns, query: SearchQuery): Filter | undefined {
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
    const startsAt =
      isTimeOpen && columns.lastEndOf(row) === noShowAt ? noShowAt : columns.firstStart(row, from, until);
    if (startsAt === undefined || near === undefined || radiusKm === undefined) return startsAt;
    return kmTo(columns, near, row) > radiusKm ? undefined : startsAt;
  };
}

export function kmTo(columns: Columns, near: NonNullable<SearchQuery['near']>, row: number): number {
  if (!columns.hasCoordinates(row)) return nowhereKm;
  return haversineKm(near.latitude, near.longitude, columns.latitudeOf(row), columns.longitudeOf(row));
}
