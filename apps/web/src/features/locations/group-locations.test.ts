import { describe, expect, it } from 'vitest';
import { toCountryName } from '../../i18n/format.ts';
import { filterLocations, groupByCountry } from './group-locations.ts';
import type { Location } from './queries.ts';

const at = (name: string, city: string, countryCode: string): Location => ({
  id: `loc_${name}`,
  name,
  address: { city, countryCode },
  timeZone: 'UTC',
  halls: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 1,
});
const places = [at('Philharmonie', 'Köln', 'DE'), at('Opera', 'Zürich', 'CH'), at('Tempodrom', 'Berlin', 'DE')];
const toCountry = (code: string) => toCountryName(code, 'en');

describe('locations', () => {
  it('are grouped by country in the order of the language', () => {
    const groups = groupByCountry(places, toCountry, 'en');
    expect(groups.map(({ country }) => country)).toEqual(['Germany', 'Switzerland']);
    expect(groups[0]?.locations.map(({ name }) => name)).toEqual(['Tempodrom', 'Philharmonie']);
  });

  it('are found by words of name, city and country, without accents', () => {
    const names = (text: string) => filterLocations(places, text, toCountry).map(({ name }) => name);
    expect(names('koln')).toEqual(['Philharmonie']);
    expect(names('germany temp')).toEqual(['Tempodrom']);
    expect(names('  ')).toHaveLength(3);
    expect(names('oslo')).toEqual([]);
  });
});
