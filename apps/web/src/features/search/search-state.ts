import type { operations } from '../../../generated/api.ts';
import { pathTo } from '../../paths.ts';
import { toTimeRange, type When, whens } from './day-range.ts';

export type Sort = 'relevance' | 'time' | 'distance';

/** What a search asks for. All of it stands in the address, so that a search can be shared and marked. */
export interface SearchState {
  readonly keyword?: string | undefined;
  readonly city?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly type?: string | undefined;
  readonly when?: When | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `52.5,13.4`. */
  readonly latLong?: string | undefined;
  readonly radiusKm?: number | undefined;
  /** What people call the place at `latLong`; without it, it is where they are. */
  readonly place?: string | undefined;
  readonly locationId?: string | undefined;
  readonly sort?: Sort | undefined;
  /** Where a page of the results begins. */
  readonly cursor?: string | undefined;
}

export const radiiKm = [10, 25, 50, 100, 250, 500] as const;
const sorts: readonly Sort[] = ['relevance', 'time', 'distance'];
const textMax = 200;

/** Reads an address. What makes no sense is left out: an old or mistyped link still finds something. */
export function readSearch(search: URLSearchParams): SearchState {
  const text = (name: string) => search.get(name)?.trim().slice(0, textMax) || undefined;
  const like = (name: string, pattern: RegExp) => (pattern.test(search.get(name) ?? '') ? text(name) : undefined);
  const country = text('country')?.toUpperCase();
  const type = text('type')?.toLowerCase();
  const from = readDay(text('from'));
  const to = readDay(text('to'));
  const hasDates = from !== undefined || to !== undefined;
  const latLong = readLatLong(text('latLong'));
  const sort = sorts.find((one) => one === search.get('sort'));
  return {
    keyword: text('keyword'),
    city: text('city'),
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
    type: type !== undefined && /^[a-z][a-z0-9-]{0,39}$/.test(type) ? type : undefined,
    when: whens.find((one) => one === search.get('when')) ?? (hasDates ? 'dates' : undefined),
    from,
    to,
    latLong,
    radiusKm: latLong === undefined ? undefined : readRadius(text('radius')),
    place: latLong === undefined ? undefined : text('place'),
    locationId: like('locationId', /^loc_[0-9a-z]{20,40}$/),
    sort: sort === 'distance' && latLong === undefined ? undefined : sort,
    cursor: like('cursor', /^[\w-]{1,1000}$/),
  };
}

function readDay(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  return Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? undefined : text;
}

function readLatLong(text: string | undefined): string | undefined {
  const [, latitude, longitude] = /^(-?\d{1,2}(?:\.\d{1,10})?),(-?\d{1,3}(?:\.\d{1,10})?)$/.exec(text ?? '') ?? [];
  return Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180 ? text : undefined;
}

function readRadius(text: string | undefined): number | undefined {
  const [, digits, unit] = /^(\d{1,5})(km|mi)?$/.exec(text ?? '') ?? [];
  if (digits === undefined) return undefined;
  return Math.max(1, Math.round(Number(digits) * (unit === 'mi' ? 1.609 : 1)));
}

/** The address of a search. */
export function toSearchPath({ radiusKm, ...state }: SearchState): string {
  const radius = radiusKm === undefined ? undefined : `${radiusKm}km`;
  const isDated = state.when === 'dates';
  return pathTo(
    'search',
    {},
    { ...state, radius, from: isDated ? state.from : undefined, to: isDated ? state.to : undefined },
  );
}

/** The same search with some of it changed; it begins at its first page again. */
export function changeSearch(state: SearchState, change: Partial<SearchState>): string {
  const changed = { ...state, ...change, cursor: undefined };
  const isPlaced = changed.latLong !== undefined;
  return toSearchPath({
    ...changed,
    radiusKm: isPlaced ? changed.radiusKm : undefined,
    place: isPlaced ? changed.place : undefined,
    sort: changed.sort === 'distance' && !isPlaced ? undefined : changed.sort,
  });
}

/** Without any place: neither city nor country nor circle nor venue. */
export const nowhere = {
  city: undefined,
  country: undefined,
  latLong: undefined,
  radiusKm: undefined,
  place: undefined,
  locationId: undefined,
} as const;

/** Whether anything narrows it down. */
export function isFiltered({ sort: _sort, ...filters }: SearchState): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

type SearchQuery = NonNullable<operations['searchEvents']['parameters']['query']>;
type Filters = Omit<SearchQuery, 'sort' | 'limit' | 'cursor' | 'preferences'>;

/** The filters as the API has them, at `now` by the clocks of `timeZone`. */
export function toFilters(state: SearchState, now: number, timeZone: string): Filters {
  const { keyword, city, country, type, latLong, radiusKm, locationId } = state;
  return {
    ...(keyword !== undefined && { keyword }),
    ...(city !== undefined && { city }),
    ...(country !== undefined && { country }),
    ...(type !== undefined && { type }),
    ...(latLong !== undefined && { latLong }),
    ...(latLong !== undefined && radiusKm !== undefined && { radius: `${radiusKm}km` }),
    ...(locationId !== undefined && { locationId }),
    ...toTimeRange(state.when, state, now, timeZone),
  };
}
