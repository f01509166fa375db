import { describe, expect, it } from 'vitest';
import { changeSearch, isFiltered, nowhere, readSearch, toFilters, toSearchPath } from './search-state.ts';

const read = (query: string) => readSearch(new URLSearchParams(query));

describe('the address of a search', () => {
  it('says all of it, and is read as it was written', () => {
    for (const query of [
      'keyword=jazz&country=DE&type=concert&when=weekend&sort=relevance',
      'latLong=52.52%2C13.4&place=Berlin&sort=distance&radius=50km',
      'city=K%C3%B6ln&when=dates&from=2026-12-01&to=2026-12-05',
      'when=dates&from=2026-12-01',
    ]) {
      const path = toSearchPath(read(query));
      expect(readSearch(new URL(path, 'http://localhost').searchParams)).toEqual(read(query));
      expect(new URLSearchParams(query).size).toBe(new URL(path, 'http://localhost').searchParams.size);
    }
    expect(toSearchPath(read(''))).toBe('/search');
  });

  it('leaves out what makes no sense', () => {
    const state = read(
      'keyword=%20&country=Germany&type=%3Cb%3E&when=never&from=2026-13-40&latLong=91,0&radius=25km&place=x&sort=distance&locationId=1&cursor=%2F',
    );
    expect(isFiltered(state)).toBe(false);
    expect(state.sort).toBeUndefined();
  });

  it('takes a form with empty fields, days without "when", and miles', () => {
    expect(isFiltered(read('keyword=&city=&when=&type=&from=&to='))).toBe(false);
    expect(read('from=2026-12-01').when).toBe('dates');
    expect(read('latLong=1,1&radius=10mi').radiusKm).toBe(16);
  });

  it('changes in part, and begins at the first page again', () => {
    const state = read('latLong=1,1&radius=10km&place=X&sort=distance&type=opera&cursor=abc');
    expect(changeSearch(state, { type: undefined })).toBe('/search?latLong=1%2C1&place=X&sort=distance&radius=10km');
    expect(changeSearch(state, nowhere)).toBe('/search?type=opera');
  });
});

describe('the filters for the API', () => {
  it('are those of the address, with instants for days', () => {
    const state = read('keyword=jazz&latLong=1,1&radius=10km&when=dates&from=2026-12-01&place=X');
    expect(toFilters(state, Date.parse('2026-11-26T10:00:00Z'), 'UTC')).toEqual({
      keyword: 'jazz',
      latLong: '1,1',
      radius: '10km',
      startTime: '2026-12-01T00:00:00.000Z',
    });
    expect(toFilters(read(''), 0, 'UTC')).toEqual({});
  });
});
