import { type Columns, noShowAt } from './columns.ts';
import { boxesAround, distanceKmMax, haversineKm } from './geo.ts';
import type { Coordinates, SearchFilters } from './query.ts';

const nowhereKm = 2 * distanceKmMax;

/** Answers with the start of the first show that lets an event pass, or undefined if it does not. */
export type Filter = (row: number) => number | undefined;

/** Everything of a query but its words; undefined if nothing can pass. */
export function createFilter(columns: Columns, query: SearchFilters): Filter | undefined {
  const { near, radiusKm, from, until = noShowAt, isTimeOpen } = query;
  const type = query.type === undefined ? -1 : columns.types.numberOf(query.type);
  const country = query.countryCode === undefined ? -1 : columns.countries.numberOf(query.countryCode);
  const location = query.locationId === undefined ? -1 : columns.locations.numberOf(query.locationId);
  const towns = query.city === undefined ? undefined : columns.townsNamed(query.city);
  if (type === undefined || country === undefined || location === undefined || towns?.size === 0) return undefined;
  const isNear = near === undefined || radiusKm === undefined ? () => true : createCircle(columns, near, radiusKm);
  return (row) => {
    if (!columns.isUsed(row)) return undefined;
    if (type >= 0 && columns.typeOf(row) !== type) return undefined;
    if (country >= 0 && columns.countryOf(row) !== country) return undefined;
    if (location >= 0 && columns.locationOf(row) !== location) return undefined;
    if (towns !== undefined && !towns.has(columns.townOf(row))) return undefined;
    const startsAt =
      isTimeOpen && columns.lastEndOf(row) === noShowAt ? noShowAt : columns.firstStart(row, from, until);
    return startsAt === undefined || !isNear(row) ? undefined : startsAt;
  };
}

/** Most rows lie far off: a look at the latitude spares them the trigonometry. */
function createCircle(columns: Columns, centre: Coordinates, radiusKm: number): (row: number) => boolean {
  const boxes = boxesAround(centre, radiusKm);
  const south = boxes.reduce((lowest, box) => Math.min(lowest, box.south), 90);
  const north = boxes.reduce((highest, box) => Math.max(highest, box.north), -90);
  return (row) => {
    const latitude = columns.latitudeOf(row);
    return latitude >= south && latitude <= north && kmTo(columns, centre, row) <= radiusKm;
  };
}

/** Of an event without a place: further than anything. */
export function kmTo(columns: Columns, near: Coordinates, row: number): number {
  if (!columns.hasCoordinates(row)) return nowhereKm;
  return haversineKm(near.latitude, near.longitude, columns.latitudeOf(row), columns.longitudeOf(row));
}
