import type { Location, LocationBody, LocationPatch } from '../../../generated/api.ts';

/** What the form of a location holds; empty where nothing was said. */
export interface VenueValues {
  readonly name: string;
  readonly address: {
    readonly street: string;
    readonly city: string;
    readonly region: string;
    readonly postalCode: string;
    readonly countryCode: string;
  };
  readonly coordinates: { readonly latitude: number | string; readonly longitude: number | string };
  readonly timeZone: string;
  readonly openingHours: string;
  readonly halls: readonly HallValues[];
}

export interface HallValues {
  /** Tells the halls of the form apart: the id, where there is one. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  readonly location: string;
  readonly capacity: number | string;
  readonly isSeated: boolean;
}

export const newHall = (key: string): HallValues => ({ key, name: '', location: '', capacity: '', isSeated: false });

export const newVenueValues: VenueValues = {
  name: '',
  address: { street: '', city: '', region: '', postalCode: '', countryCode: '' },
  coordinates: { latitude: '', longitude: '' },
  timeZone: '',
  openingHours: '',
  halls: [newHall('first')],
};

export function toVenueValues(venue: Location): VenueValues {
  const { name, timeZone, openingHours = '', coordinates } = venue;
  const { street = '', city, region = '', postalCode = '', countryCode } = venue.address;
  return {
    name,
    address: { street, city, region, postalCode, countryCode },
    coordinates: { latitude: coordinates?.latitude ?? '', longitude: coordinates?.longitude ?? '' },
    timeZone,
    openingHours,
    halls: venue.halls.map((hall) => ({
      key: hall.id,
      id: hall.id,
      name: hall.name,
      location: hall.location ?? '',
      capacity: hall.capacity,
      isSeated: hall.isSeated,
    })),
  };
}

export type VenueMistake =
  | 'nameMissing'
  | 'cityMissing'
  | 'countryMissing'
  | 'zoneMissing'
  | 'latitudeRange'
  | 'longitudeRange'
  | 'coordinateMissing'
  | 'coordinatesStay'
  | 'hallNameMissing'
  | 'hallNameTwice'
  | 'hallPlaceStays'
  | 'capacityRange';

/** By the path of its field, what can be told without asking. `before` is what is stored: some of it can be changed, but not taken away. */
export function venueMistakes(values: VenueValues, before?: VenueValues): Readonly<Record<string, VenueMistake>> {
  return {
    ...(isBlank(values.name) && { name: 'nameMissing' as const }),
    ...(isBlank(values.address.city) && { 'address.city': 'cityMissing' as const }),
    ...(values.address.countryCode === '' && { 'address.countryCode': 'countryMissing' as const }),
    ...(values.timeZone === '' && { timeZone: 'zoneMissing' as const }),
    ...coordinateMistakes(values.coordinates, before?.coordinates),
    ...Object.assign({}, ...values.halls.map((_hall, at) => hallMistakes(values.halls, at, before))),
  };
}

function coordinateMistakes(
  { latitude, longitude }: VenueValues['coordinates'],
  before: VenueValues['coordinates'] | undefined,
): Readonly<Record<string, VenueMistake>> {
  if (latitude === '' && longitude === '') {
    const isTakenAway = before !== undefined && before.latitude !== '';
    return isTakenAway ? { 'coordinates.latitude': 'coordinatesStay' } : {};
  }
  const check = (value: number | string, most: number, range: VenueMistake): VenueMistake | undefined =>
    value === '' ? 'coordinateMissing' : Math.abs(Number(value)) <= most ? undefined : range;
  const [north, east] = [check(latitude, 90, 'latitudeRange'), check(longitude, 180, 'longitudeRange')];
  return {
    ...(north !== undefined && { 'coordinates.latitude': north }),
    ...(east !== undefined && { 'coordinates.longitude': east }),
  };
}

const capacityMost = 1_000_000;

function hallMistakes(
  halls: readonly HallValues[],
  at: number,
  before: VenueValues | undefined,
): Readonly<Record<string, VenueMistake>> {
  const hall = halls[at];
  if (hall === undefined) return {};
  const isTwice = halls.slice(0, at).some(({ name }) => comparable(name) === comparable(hall.name));
  const capacity = Number(hall.capacity);
  const place = before?.halls.find(({ id }) => id !== undefined && id === hall.id)?.location ?? '';
  return {
    ...((isBlank(hall.name) || isTwice) && {
      [`halls.${at}.name`]: isBlank(hall.name) ? ('hallNameMissing' as const) : ('hallNameTwice' as const),
    }),
    ...(isBlank(hall.location) && place !== '' && { [`halls.${at}.location`]: 'hallPlaceStays' as const }),
    ...(!(Number.isInteger(capacity) && capacity >= 1 && capacity <= capacityMost) && {
      [`halls.${at}.capacity`]: 'capacityRange' as const,
    }),
  };
}

const isBlank = (text: string): boolean => text.trim() === '';
const comparable = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

export function toVenueBody(values: VenueValues): LocationBody {
  const coordinates = toCoordinates(values);
  return {
    name: values.name.trim(),
    address: toAddress(values),
    ...(coordinates !== undefined && { coordinates }),
    timeZone: values.timeZone,
    ...(!isBlank(values.openingHours) && { openingHours: values.openingHours.trim() }),
    halls: values.halls.map(toHall),
  };
}

/** Only what was changed; undefined if nothing was. Halls go as a whole list; their plans, left out, stay. */
export function toVenuePatch(before: VenueValues, values: VenueValues): LocationPatch | undefined {
  const coordinates = toCoordinates(values);
  const openingHours = values.openingHours.trim();
  const [name, halls, address] = [values.name.trim(), values.halls.map(toHall), toAddress(values)];
  const patch: LocationPatch = {
    ...(name !== before.name && { name }),
    ...(!isSame(address, toAddress(before)) && { address }),
    ...(coordinates !== undefined && !isSame(coordinates, toCoordinates(before)) && { coordinates }),
    ...(values.timeZone !== before.timeZone && { timeZone: values.timeZone }),
    ...(openingHours !== before.openingHours && { openingHours }),
    ...(!isSame(halls, before.halls.map(toHall)) && { halls }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** What was changed in a form, on top of what is there now. A hall that is gone meanwhile is made anew: its id means nothing any more. */
export function mergeVenues({
  base,
  theirs,
  mine,
}: {
  readonly base: VenueValues;
  readonly theirs: VenueValues;
  readonly mine: VenueValues;
}): VenueValues {
  const known = new Set(theirs.halls.map(({ id }) => id));
  const halls = mine.halls.map(({ id, ...hall }) => (id !== undefined && known.has(id) ? { ...hall, id } : hall));
  const names = Object.keys(base) as (keyof VenueValues)[];
  const kept = names.filter((name) => isSame(base[name], mine[name])).map((name) => [name, theirs[name]] as const);
  return { ...mine, halls, ...Object.fromEntries(kept) };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function toCoordinates({ coordinates: { latitude, longitude } }: VenueValues) {
  if (latitude === '' || longitude === '') return undefined;
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function toAddress({ address: { street, city, region, postalCode, countryCode } }: VenueValues) {
  return {
    ...(!isBlank(street) && { street: street.trim() }),
    city: city.trim(),
    ...(!isBlank(region) && { region: region.trim() }),
    ...(!isBlank(postalCode) && { postalCode: postalCode.trim() }),
    countryCode,
  };
}

function toHall({ id, name, location, capacity }: HallValues) {
  return {
    ...(id !== undefined && { id }),
    name: name.trim(),
    ...(!isBlank(location) && { location: location.trim() }),
    capacity: Number(capacity),
  };
}

/** `52.51, 13.39`, as maps copy it. Undefined if it is no such pair. */
export function readCoordinates(text: string): { latitude: number; longitude: number } | undefined {
  const [, north, east] = /^\s*(-?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\s*$/.exec(text) ?? [];
  if (north === undefined || east === undefined) return undefined;
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** `/halls/0/capacity` → `halls.0.capacity`: the form has the fields of the API. What is about all halls stands at the first one. */
export function fieldOfPointer(pointer: string): string | undefined {
  return pointer.startsWith('/') && pointer !== '/halls' ? pointer.slice(1).replaceAll('/', '.') : undefined;
}
