import { countryCodeOf } from './country-names.ts';
import type { EntryPlace } from './entry.ts';

/** What a line of text says of a place. */
export type ReadAddress = Pick<EntryPlace, 'name' | 'street' | 'city' | 'region' | 'postalCode' | 'country'>;

/** Where a postal code stands beside the city, or alone. */
const postalCodes = [
  /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}/, // United Kingdom
  /[A-Z]\d[A-Z] ?\d[A-Z]\d/, // Canada
  /\d{4} ?[A-Z]{2}/, // Netherlands
  /(?:[A-Z]{1,2}-)?\d{3} ?\d{2}/, // Sweden, Czechia, Greece; five digits
  /(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?/,
  /\d{2}-\d{3}/, // Poland
  /〒?\d{3}-\d{4}/, // Japan
].map(({ source }) => source);
const postalCode = new RegExp(`^(?:${postalCodes.join('|')})$`);
const cityWithCode = new RegExp(
  `^(?:(?<before>${postalCodes.join('|')})\\s+(?<city>\\D.*)|(?<city2>\\D*?\\S)\\s+(?<after>${postalCodes.join('|')}))$`,
);
/** `CA 94115`, `NSW 2000`, `QC H2Y 1N9`. */
const regionWithCode = new RegExp(`^(?<region>[A-Z]{2,3})\\s+(?<code>${postalCodes.join('|')})$`);

/**
 * Reads an address as people and maps write it on one line: `Venue, Street 1, 10115 Berlin, Germany`, `The Fillmore, 1805
 * Geary Blvd, San Francisco, CA 94115, USA`, `Venue (Street 1, City)`. What cannot be told apart is left out.
 */
export function readAddress(text: string): ReadAddress {
  const parts = partsOf(text);
  if (parts.length === 0) return {};
  if (parts.length === 1) return { name: parts[0] ?? '' };
  const found: { country?: string; postalCode?: string; region?: string; city?: string } = {};
  const takeLast = () => parts.pop() ?? '';
  const last = () => parts.at(-1) ?? '';

  if (parts.length > 1 && isCountry(last(), parts.length)) found.country = takeLast();
  if (parts.length > 1 && postalCode.test(last())) found.postalCode = takeLast();
  const region = regionWithCode.exec(last())?.groups;
  if (parts.length > 2 && region?.region) {
    found.region = region.region;
    if (region.code) found.postalCode = region.code;
    takeLast();
  } else if (parts.length > 2 && /^[A-Z]{2,3}$/.test(last())) found.region = takeLast();
  const city = cityWithCode.exec(last())?.groups;
  if (parts.length > 1 && city) {
    const [, name, region] = /^(.*\S)\s+([A-Z]{2,3})$/.exec((city.city ?? city.city2 ?? '').trim()) ?? [];
    found.city = name ?? (city.city ?? city.city2 ?? '').trim();
    if (region) found.region ??= region;
    found.postalCode ??= city.before ?? city.after ?? '';
    takeLast();
  } else if (parts.length > 1 && !/\d/.test(last())) found.city = takeLast();
  const [name, ...street] = parts;
  return { ...(name ? { name } : {}), ...(street.length > 0 ? { street: street.join(', ') } : {}), ...found };
}

function partsOf(text: string): string[] {
  const parts = text
    .replace(/\s*\(([^()]*,[^()]*)\)\s*$/, ', $1')
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^https?:\/\//i.test(part));
  return parts.filter((part, at) => part !== parts[at - 1]);
}

/** Two letters at the end of an address in North America are more likely a state: `San Francisco, CA`. */
function isCountry(text: string, partCount: number): boolean {
  const isStateLike = /^[A-Z]{2}$/.test(text) && text !== 'UK' && text !== 'US' && partCount > 2;
  return !isStateLike && countryCodeOf(text) !== undefined;
}
