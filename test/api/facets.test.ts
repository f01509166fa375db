import type { EventFacets } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, unique } from './catalogue.ts';
import { list, namesOf } from './listing.ts';
import { expectRefused } from './refused.ts';
import { get } from './subject.ts';
import { until } from './until.ts';

/** A word of this run alone: what other tests make is not counted with it. */
const word = unique('facet');
const inCity = (city: string, countryCode: string) => ({ address: { city, countryCode } });

const facets = async (parameters: Readonly<Record<string, string>> = {}) =>
  bodyOf(
    await get<EventFacets>(`/v1/events/facets?${new URLSearchParams({ keyword: word, ...parameters }).toString()}`),
    200,
  );

beforeAll(async () => {
  await list({ name: `One ${word}`, type: 'circus', place: inCity('Málaga', 'ES') });
  await list({ name: `Two ${word}`, type: 'opera', place: inCity('Malaga', 'ES') });
  await list({ name: `Three ${word}`, type: 'opera', place: inCity('Lyon', 'FR') });
  await until('all three are found', async () => (await namesOf({ keyword: word })).length === 3);
});

describe('facets', () => {
  it('count what a search finds, each without its own filter', async () => {
    const all = await facets();
    expect([all.total, all.cities.map(({ count }) => count)]).toEqual([3, [2, 1]]);
    const operas = await facets({ type: 'opera', country: 'ES' });
    expect(operas).toMatchObject({
      total: 1,
      types: [
        { value: 'circus', count: 1 },
        { value: 'opera', count: 1 },
      ],
      countries: [
        { value: 'ES', count: 1 },
        { value: 'FR', count: 1 },
      ],
      cities: [{ city: 'Malaga', countryCode: 'ES', count: 1 }],
    });
  });

  it('name cities a search takes, however they are spelled', async () => {
    const { cities } = await facets();
    for (const { city, countryCode, count } of cities) {
      expect(await namesOf({ keyword: word, city, country: countryCode })).toHaveLength(count);
    }
    expect(await namesOf({ keyword: word, city: 'MALAGA' })).toHaveLength(2);
    expect(await namesOf({ keyword: word, city: 'Mala' })).toEqual([]);
  });

  it('are up to date as soon as a write is answered', async () => {
    const { total } = await facets({ type: 'comedy' });
    await list({ name: `Four ${word}`, type: 'comedy', place: inCity('Lyon', 'FR') });
    await expect.poll(async () => (await facets({ type: 'comedy' })).total).toBe(total + 1);
  });

  it.each([
    ['sort=time', '?sort'],
    ['limit=1', '?limit'],
    ['cursor=x', '?cursor'],
    ['city=', '?city'],
    ['city=%00', '?city'],
    ['country=XX', '?country'],
    ['type=Two%20words', '?type'],
    ['radius=5', '?radius'],
    ['locationId=evt_1', '?locationId'],
  ])('refuse %s', async (query, pointer) => {
    expectRefused(await get(`/v1/events/facets?${query}`), { pointer });
  });
});
