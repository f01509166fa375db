import { expect, it } from 'vitest';
import type { Location } from '../../../generated/api.ts';
import { countryCodes } from './country-codes.ts';
import { zoneAfterCountry } from './country-zones.ts';
import { matchesVenue, totalCapacity } from './venue-filter.ts';

const venue: Location = {
  id: 'loc_1',
  name: 'Teatro Colón',
  address: { city: 'Buenos Aires', countryCode: 'AR' },
  timeZone: 'America/Argentina/Buenos_Aires',
  halls: [
    { id: 'hal_1', name: 'Sala Principal', capacity: 2478, isSeated: true },
    { id: 'hal_2', name: 'Salón Dorado', capacity: 300, isSeated: false },
  ],
  createdAt: '2027-01-01T00:00:00Z',
  updatedAt: '2027-01-01T00:00:00Z',
  version: 1,
};

it('finds a venue by words of its name, halls, city and country, with or without accents', () => {
  for (const filter of ['colon', 'COLÓN buenos', 'dorado argent', '']) {
    expect(matchesVenue(venue, filter, 'Argentina'), filter).toBe(true);
  }
  expect(matchesVenue(venue, 'colon paris', 'Argentina')).toBe(false);
});

it('adds up the halls', () => {
  expect(totalCapacity(venue)).toBe(2778);
});

it('chooses the zone of a country that has one, keeps one of several, and asks where it cannot tell', () => {
  expect(zoneAfterCountry('JP', '')).toBe('Asia/Tokyo');
  expect(zoneAfterCountry('JP', 'Europe/Paris')).toBe('Asia/Tokyo');
  expect(zoneAfterCountry('US', 'America/Chicago')).toBe('America/Chicago');
  expect(zoneAfterCountry('US', 'Europe/Paris')).toBe('');
  expect(zoneAfterCountry('', 'Europe/Paris')).toBe('Europe/Paris');
});

it('knows each country once, by a name of its own', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(countryCodes.filter((code) => names.of(code) === undefined)).toEqual([]);
  expect(new Set(countryCodes).size).toBe(249);
});
