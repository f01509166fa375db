import type { Location } from './queries.ts';

export interface CountryGroup {
  readonly countryCode: string;
  readonly country: string;
  readonly locations: readonly Location[];
}

/** By country, countries and cities in the reader's order. */
export function groupByCountry(
  locations: readonly Location[],
  toCountry: (code: string) => string,
  language: string,
): readonly CountryGroup[] {
  const { compare } = new Intl.Collator(language);
  return [...Map.groupBy(locations, ({ address }) => address.countryCode)]
    .map(([countryCode, ofCountry]) => ({
      countryCode,
      country: toCountry(countryCode),
      locations: ofCountry.sort(
        (one, other) => compare(one.address.city, other.address.city) || compare(one.name, other.name),
      ),
    }))
    .sort((one, other) => compare(one.country, other.country));
}

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Those whose name, city or country has every word of the text; case and accents do not count. */
export function filterLocations(
  locations: readonly Location[],
  text: string,
  toCountry: (code: string) => string,
): readonly Location[] {
  const words = plain(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return locations;
  return locations.filter(({ name, address: { city, countryCode } }) => {
    const about = plain(`${name} ${city} ${toCountry(countryCode)}`);
    return words.every((word) => about.includes(word));
  });
}
