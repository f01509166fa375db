import { EventFacets } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEvent, createLocation, problemOf, publish, scheduleShow } from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { shareTestService } from './test-service.ts';

const shared = shareTestService();

const samples = [
  ['Köln', 'DE', 'concert', 10],
  ['KOLN', 'DE', 'opera', 11],
  ['Berlin', 'DE', 'concert', 12],
  ['Paris', 'FR', 'concert', 13],
  ['Paris', 'US', 'opera', 14],
] as const;

beforeAll(async () => {
  for (const [city, countryCode, type, day] of samples) {
    const { id, halls } = await createLocation(shared(), {
      address: { city, countryCode },
      coordinates: { latitude: day, longitude: day },
      halls: [{ name: 'Hall', capacity: 100 }],
    });
    const event = await createEvent(shared(), id, { name: `Evening in ${city}`, type });
    const times = { startsAt: `2030-01-${day}T18:00:00Z`, endsAt: `2030-01-${day}T20:00:00Z` };
    await scheduleShow(shared(), event.id, halls[0]?.id ?? '', times);
    await publish(shared(), event.id);
    await createEvent(shared(), id, { name: `Draft in ${city}`, type: 'circus' });
  }
});

async function count(query = ''): Promise<EventFacets> {
  const response = await shared().get(`/v1/events/facets?${query}`);
  if (response.statusCode !== 200) throw new Error(response.body);
  assertMatches(EventFacets, response.json());
  return response.json<EventFacets>();
}

describe('counting events', () => {
  it('counts what is published by type, country and city', async () => {
    const { total, types, countries, cities } = await count();
    expect(total).toBe(5);
    expect(types).toEqual([
      { value: 'concert', count: 3 },
      { value: 'opera', count: 2 },
    ]);
    expect(countries).toEqual([
      { value: 'DE', count: 3 },
      { value: 'FR', count: 1 },
      { value: 'US', count: 1 },
    ]);
    expect(cities.map(({ countryCode, count }) => [countryCode, count])).toEqual([
      ['DE', 2],
      ['DE', 1],
      ['FR', 1],
      ['US', 1],
    ]);
    expect(['Köln', 'KOLN']).toContain(cities[0]?.city);
    expect(cities[1]).toEqual({
      city: 'Berlin',
      countryCode: 'DE',
      count: 1,
      coordinates: { latitude: 12, longitude: 12 },
    });
  });

  it('leaves a filter out of its own list alone', async () => {
    const { total, types, countries, cities } = await count('type=opera&country=DE');
    expect(total).toBe(1);
    expect(types).toEqual([
      { value: 'concert', count: 2 },
      { value: 'opera', count: 1 },
    ]);
    expect(countries).toEqual([
      { value: 'DE', count: 1 },
      { value: 'US', count: 1 },
    ]);
    expect(cities.map(({ city, count }) => [city, count])).toEqual([['KOLN', 1]]);
  });

  it.each([
    ['country=DE&city=koln', 2],
    ['city=K%C3%96LN', 2],
    ['city=paris', 2],
    ['city=paris&country=US', 1],
    ['city=par', 0],
    ['city=nowhere', 0],
    ['keyword=koln', 2],
    ['keyword=%22', 0],
    ['type=nosuchtype', 0],
    ['latLong=12,12&radius=10', 1],
    ['startTime=2030-01-13T00:00:00Z', 2],
    ['preferences=opera', 5],
  ])('finds with %s as many as a search', async (query, total) => {
    expect((await count(query)).total).toBe(total);
    const found = await shared().get(`/v1/events?${query}`);
    expect(found.json<{ items: unknown[] }>().items).toHaveLength(total);
  });

  it('may be kept by caches until anything in the catalogue changes', async () => {
    const { headers } = await shared().get('/v1/events/facets');
    expect(headers).toMatchObject({ 'myevents-versions': 'search', 'cache-control': 'public, max-age=1' });
  });

  it.each([
    ['sort=time', '?sort'],
    ['limit=3', '?limit'],
    ['cursor=x', '?cursor'],
    ['colour=red', '?colour'],
    ['city=', '?city'],
    ['country=XX', '?country'],
    ['radius=10km', '?radius'],
    ['latLong=91,0', '?latLong'],
    ['startTime=2030-01-02T00:00:00Z&endTime=2030-01-01T00:00:00Z', '?endTime'],
  ])('refuses %s', async (query, pointer) => {
    const response = await shared().get(`/v1/events/facets?${query}`);
    expect(response.statusCode).toBe(400);
    expect(problemOf(response).pointers).toEqual([pointer]);
  });
});
