import type { Location } from '../../../generated/api.ts';

const comparable = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether every word of a filter is in a venue's name, its halls' names, its city, region or country. */
export function matchesVenue(venue: Location, filter: string, countryName: string): boolean {
  const { name, halls, address } = venue;
  const names = [name, address.city, address.region ?? '', countryName, ...halls.map((hall) => hall.name)];
  const text = comparable(names.join('\n'));
  return comparable(filter)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const totalCapacity = ({ halls }: Pick<Location, 'halls'>): number =>
  halls.reduce((sum, { capacity }) => sum + capacity, 0);
