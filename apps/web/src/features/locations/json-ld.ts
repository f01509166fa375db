import { pathTo } from '../../paths.ts';
import { readOpeningHours } from './opening-hours.ts';
import type { Location } from './queries.ts';

/** A location as schema.org describes it. Opening hours only where machines can read them. */
export function toPlaceJsonLd({ id, name, address, coordinates, openingHours, halls }: Location): object {
  const { street, city, region, postalCode, countryCode } = address;
  const isReadable = openingHours !== undefined && readOpeningHours(openingHours) !== undefined;
  return {
    '@context': 'https://schema.org',
    '@type': 'EventVenue',
    name,
    url: pathTo('location', { locationId: id }),
    address: {
      '@type': 'PostalAddress',
      streetAddress: street,
      addressLocality: city,
      addressRegion: region,
      postalCode,
      addressCountry: countryCode,
    },
    geo: coordinates && { '@type': 'GeoCoordinates', ...coordinates },
    openingHours: isReadable ? openingHours.split(';').map((part) => part.trim()) : undefined,
    maximumAttendeeCapacity: halls.reduce((sum, { capacity }) => sum + capacity, 0),
  };
}
