import { formats, type LocationBody, unknownCountry } from '@myevents/contracts';
import type { OkEventBody } from './okevent.ts';

/** Codes by their English names: clients write `France` as often as `FR`. */
let codesByName: ReadonlyMap<string, string> | undefined;

function readCountryNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const known = codes.filter((code) => code !== unknownCountry && formats.country.matches(code));
  return new Map(known.flatMap((code) => [names.of(code) ?? []].flat().map((name) => [name.toLowerCase(), code])));
}

/** The ISO code a text stands for, or `ZZ`. */
export function toCountryCode(text: string): string {
  const upper = text.trim().toUpperCase();
  if (formats.country.matches(upper)) return upper;
  codesByName ??= readCountryNames();
  return codesByName.get(text.trim().toLowerCase()) ?? unknownCountry;
}

/** The country's only time zone; UTC where it has several or is not known. */
export function toTimeZone(countryCode: string): string {
  if (countryCode === unknownCountry) return 'UTC';
  const zones = new Intl.Locale(`und-${countryCode}`).getTimeZones?.() ?? [];
  const [only = 'UTC'] = zones;
  return zones.length === 1 && formats['time-zone'].matches(only) ? only : 'UTC';
}

/** An okevents location as ours. Its one line of address takes the place of the city, a country nobody knows that of the region. */
export function toLocationBody({
  name,
  address,
  country,
  opentime,
  closetime,
  halls,
}: OkEventBody['location']): LocationBody {
  const countryCode = toCountryCode(country);
  const region = countryCode === unknownCountry ? { region: country } : {};
  const openingHours =
    opentime === undefined || closetime === undefined
      ? {}
      : { openingHours: `${toHour(opentime)}–${toHour(closetime)}` };
  return {
    name,
    address: { city: address, ...region, countryCode },
    timeZone: toTimeZone(countryCode),
    ...openingHours,
    halls,
  };
}

function toHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** The first opening and closing hour that a text names. */
export function readOpeningHours(text: string | undefined): {
  readonly opentime?: number;
  readonly closetime?: number;
} {
  const [, open, close] = /(\d{1,2}):\d\d\s*[-–]\s*(\d{1,2}):\d\d/.exec(text ?? '') ?? [];
  const hours = { opentime: Number(open), closetime: Number(close) };
  return hours.opentime <= 24 && hours.closetime <= 24 ? hours : {};
}
