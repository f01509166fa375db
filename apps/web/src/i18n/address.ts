import type { Location } from '../../generated/api.ts';
import { toCountryName } from './format.ts';

type Address = Location['address'];

/** Where the post code stands behind the city, after the region: `New York, NY 10019`. */
const behindRegion = new Set(['US', 'CA', 'AU', 'IN', 'MX', 'BR']);
/** Where the post code has a line of its own, or stands behind the city: `London SE1 9DT`. */
const behindCity = new Set(['GB', 'IE', 'SG', 'NZ', 'ZA', 'KE', 'NG', 'TT', 'MT', 'HK']);
/** Where an address goes from the large to the small. */
const largeFirst = new Set(['JP', 'CN', 'KR', 'TW']);

/** The lines of an address as it is written where it lies, the country's name in the reader's language. */
export function toAddressLines(address: Address, language: string): readonly string[] {
  const { street, region, postalCode, countryCode } = address;
  const country = toCountryName(countryCode, language);
  if (largeFirst.has(countryCode) && isLocal(countryCode, language)) {
    const mark = countryCode === 'JP' && postalCode !== undefined ? '〒' : '';
    return present([`${mark}${postalCode ?? ''}`, present([region, address.city, street]).join(' '), country]);
  }
  return present([street, toCityLine(address, region), country]);
}

function toCityLine({ city, postalCode, countryCode }: Address, region: string | undefined): string {
  const other = region === city ? undefined : region;
  if (behindRegion.has(countryCode)) return present([city, present([other, postalCode]).join(' ')]).join(', ');
  if (behindCity.has(countryCode) || largeFirst.has(countryCode)) {
    return present([city, other]).join(', ') + (postalCode === undefined ? '' : ` ${postalCode}`);
  }
  return present([present([postalCode, city]).join(' '), other]).join(', ');
}

const isLocal = (countryCode: string, language: string): boolean => countryCode === 'JP' && language === 'ja';

const present = (parts: readonly (string | undefined)[]): string[] =>
  parts.filter((part): part is string => part !== undefined && part !== '');
