import { formats, type LocationBody } from '@myevents/contracts';
import { readAddress } from './address-text.ts';
import { countryCodeOf, countryOfZone, zonesOf } from './country-names.ts';
import { capacityDefault, type ImportDefaults } from './defaults.ts';
import { digestOf } from './digest.ts';
import { type Entry, EntryError, type EntryPlace } from './entry.ts';
import { toLabel } from './plain-text.ts';
import { offsetMsAt } from './zone.ts';

/** Where an entry takes place, as a location that can be created. The same place has the same key. */
export interface Venue {
  readonly key: string;
  readonly body: LocationBody;
  /** What was concluded rather than read. */
  readonly notes: readonly string[];
}

/** @throws EntryError if the place cannot be told well enough to send people there. */
export function venueOf(entry: Entry, defaults: ImportDefaults): Venue {
  const place = wholePlace(entry.place, defaults);
  const name = toLabel(place.name ?? place.street ?? '');
  if (!formats.label.matches(name)) {
    throw new EntryError('it names no place.', ['locationName', 'locationId']);
  }
  const notes: string[] = [];
  const countryCode = countryFor(place, entry, defaults, notes);
  const city = toLabel(place.city ?? defaults.city ?? '');
  if (!formats.label.matches(city)) throw new EntryError(`its place "${toLabel(name, 60)}" names no city.`, ['city']);
  const timeZone = zoneFor(entry, countryCode, defaults, notes);
  const optional = { street: place.street, region: place.region, postalCode: place.postalCode?.slice(0, 32) };
  const address = { ...given(optional), city, countryCode };
  const capacity = place.capacity ?? neededCapacity(entry) ?? defaults.capacity ?? capacityDefault;
  const body = {
    name,
    address,
    ...(place.coordinates ? { coordinates: place.coordinates } : {}),
    timeZone,
    halls: [{ name: 'Main hall', capacity: Math.min(capacity, 1_000_000) }],
  };
  return { key: venueKey(body), body, notes };
}

/** The same for two spellings that differ in case, accents or spaces. */
export function venueKey({ name, address: { city, countryCode } }: Pick<LocationBody, 'name' | 'address'>): string {
  const folded = [name, city, countryCode].map((text) =>
    text
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
  );
  return digestOf(JSON.stringify(folded), 22);
}

/** One place out of several entries that share it: the largest capacity, and whatever any of them knows. */
export function mergeVenues(one: Venue, other: Venue): Venue {
  const [hall = { name: 'Main hall', capacity: 1 }] = one.body.halls;
  const capacity = Math.max(hall.capacity, other.body.halls[0]?.capacity ?? 1);
  const body = {
    ...other.body,
    ...one.body,
    address: { ...other.body.address, ...one.body.address },
    halls: [{ ...hall, capacity }],
  };
  return { ...one, body };
}

function wholePlace(place: EntryPlace | undefined, { locationName }: ImportDefaults): EntryPlace {
  const read = place?.text === undefined ? {} : readAddress(place.text);
  // A place with a name of its own and its address on one line: the line begins with the street.
  const isAddressOnly = place?.name !== undefined && read.name !== undefined && read.name !== place.name;
  const street = [read.name, read.street].filter((part) => part !== undefined).join(', ');
  const fromText = isAddressOnly ? { ...read, street, name: place.name } : read;
  const whole = { ...fromText, ...place };
  return whole.name === undefined && locationName !== undefined ? { ...whole, name: locationName } : whole;
}

function neededCapacity({ offers }: Entry): number | undefined {
  const known = offers.map(({ capacity }) => capacity).filter((capacity) => capacity !== undefined);
  return known.length > 0 && known.length === offers.length ? known.reduce((sum, next) => sum + next, 0) : undefined;
}

function countryFor(place: EntryPlace, entry: Entry, defaults: ImportDefaults, notes: string[]): string {
  if (place.country !== undefined) {
    const code = countryCodeOf(place.country);
    if (code === undefined) throw new EntryError(`its country "${toLabel(place.country, 40)}" is not known.`);
    return code;
  }
  if (defaults.country !== undefined) return defaults.country;
  const zone = entry.timeZone ?? defaults.timeZone;
  const ofZone = zone === undefined ? undefined : countryOfZone(zone);
  if (ofZone === undefined) throw new EntryError('its place names no country.', ['country']);
  notes.push(`country ${ofZone} concluded from the time zone ${zone}`);
  return ofZone;
}

function zoneFor(entry: Entry, countryCode: string, defaults: ImportDefaults, notes: string[]): string {
  const stated = entry.timeZone ?? defaults.timeZone;
  if (stated !== undefined) return stated;
  const zones = zonesOf(countryCode);
  const [only] = zones;
  if (zones.length === 1 && only !== undefined) return only;
  const at = entry.dates[0]?.start;
  const epochMs = at && 'epochMs' in at ? at.epochMs : undefined;
  const fitting =
    epochMs === undefined ? [] : byPeople(zones).filter((zone) => offsetMsAt(zone, epochMs) === entry.offsetMs);
  const [best] = fitting;
  if (best === undefined)
    throw new EntryError(`its time zone cannot be told (${countryCode} has several).`, ['timeZone']);
  notes.push(`time zone ${best} concluded from the country and the offset of its times`);
  return best;
}

/** Where a country has several zones with the same clock, the one most people live in. */
const populous = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Toronto',
  'America/Winnipeg',
  'America/Edmonton',
  'America/Vancouver',
  'America/Halifax',
  'America/St_Johns',
  'Australia/Sydney',
  'Australia/Brisbane',
  'Australia/Adelaide',
  'Australia/Darwin',
  'Australia/Perth',
  'America/Sao_Paulo',
  'America/Manaus',
  'America/Mexico_City',
  'America/Tijuana',
  'America/Argentina/Buenos_Aires',
  'Europe/Moscow',
  'Asia/Yekaterinburg',
  'Asia/Novosibirsk',
  'Asia/Vladivostok',
  'Asia/Jakarta',
  'Asia/Makassar',
  'Europe/Berlin',
  'Europe/Madrid',
  'Europe/Lisbon',
  'Europe/Kyiv',
  'Asia/Shanghai',
  'America/Santiago',
  'Pacific/Auckland',
];

function byPeople(zones: readonly string[]): string[] {
  const rank = (zone: string) => (populous.includes(zone) ? populous.indexOf(zone) : populous.length);
  return zones.toSorted((left, right) => rank(left) - rank(right));
}

function given<Value extends Record<string, string | undefined>>(value: Value): Partial<Record<keyof Value, string>> {
  const kept = Object.entries(value).flatMap(([name, text]) => {
    const label = toLabel(text ?? '');
    return formats.label.matches(label) ? [[name, label]] : [];
  });
  return Object.fromEntries(kept) as Partial<Record<keyof Value, string>>;
}
