import { EventHit, ListOf } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEvent, createLocation, problemOf, publish, scheduleShow } from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService, type TestService } from './test-service.ts';

const shared = shareTestService();

interface Sample {
  readonly name: string;
  readonly city: string;
  readonly countryCode: string;
  readonly at: readonly [latitude: number, longitude: number];
  readonly type: string;
  readonly tags: readonly string[];
  /** Days of January 2030. */
  readonly days: readonly number[];
}

const samples: readonly Sample[] = [
  {
    name: 'Café Tango',
    city: 'Berlin',
    countryCode: 'DE',
    at: [52.52, 13.4],
    type: 'concert',
    tags: ['tango', 'late'],
    days: [10, 20],
  },
  {
    name: 'Potsdam Opera Night',
    city: 'Potsdam',
    countryCode: 'DE',
    at: [52.4, 13.06],
    type: 'opera',
    tags: ['classical'],
    days: [12],
  },
  {
    name: 'Zürich Openair',
    city: 'Zürich',
    countryCode: 'CH',
    at: [47.37, 8.54],
    type: 'festival',
    tags: ['rock'],
    days: [14],
  },
  {
    name: '東京歌舞伎',
    city: '東京',
    countryCode: 'JP',
    at: [35.67, 139.77],
    type: 'play',
    tags: ['classical'],
    days: [16],
  },
  {
    name: 'Suva Sunrise',
    city: 'Suva',
    countryCode: 'FJ',
    at: [-18.14, 178.44],
    type: 'concert',
    tags: [],
    days: [18],
  },
  {
    name: 'Taveuni Dateline',
    city: 'Taveuni',
    countryCode: 'FJ',
    at: [-16.8, -179.97],
    type: 'concert',
    tags: [],
    days: [19],
  },
];
const locationIds = new Map<string, string>();

beforeAll(async () => {
  for (const { name, city, countryCode, at, type, tags, days } of samples) {
    const [latitude, longitude] = at;
    const location = await createLocation(shared(), {
      name: `Hall of ${city}`,
      address: { city, countryCode },
      coordinates: { latitude, longitude },
      halls: [{ name: 'Hall', capacity: 100 }],
    });
    locationIds.set(city, location.id);
    const event = await createEvent(shared(), location.id, { name, type, tags });
    for (const day of days) await scheduleShow(shared(), event.id, location.halls[0]?.id ?? '', onDay(day));
    await publish(shared(), event.id);
  }
});

function onDay(day: number) {
  return { startsAt: `2030-01-${day}T18:00:00Z`, endsAt: `2030-01-${day}T20:00:00Z` };
}

async function search(query: string, service: TestService = shared()) {
  const response = await service.get(`/v1/events?${query}`);
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json<{ items: EventHit[]; next: string | null }>();
}

async function namesOf(query: string): Promise<readonly string[]> {
  return (await search(query)).items.map(({ name }) => name.split(' ')[0] ?? '');
}

describe('searching events', () => {
  it('finds them whole, with the next show, by time', async () => {
    const response = await shared().get('/v1/events');
    assertMatches(ListOf(EventHit), response.json());
    expect(response.json()).toMatchObject({
      items: samples.map(({ name, city, days }) => ({
        name,
        location: { name: `Hall of ${city}` },
        nextShow: { startsAt: `2030-01-${days[0]}T18:00:00.000Z` },
      })),
      next: null,
    });
    expect(response.headers).toMatchObject({ 'myevents-versions': 'search', 'cache-control': 'public, max-age=1' });
  });

  it.each([
    ['keyword=cafe', ['Café']],
    ['keyword=openair%20zurich', ['Zürich']],
    ['keyword=%E6%AD%8C%E8%88%9E%E4%BC%8E', ['東京歌舞伎']],
    ['keyword=hall%20of%20pots', ['Potsdam']],
    ['keyword=NEAR(', []],
    ['keyword=%22', []],
    ['keyword=%20', []],
    ['keyword=*', []],
    ['type=opera', ['Potsdam']],
    ['country=DE', ['Café', 'Potsdam']],
    ['country=DE&type=concert', ['Café']],
    ['country=IS', []],
    ['latLong=52.5,13.4&radius=10km', ['Café']],
    ['latLong=52.5,13.4&radius=25', ['Café']],
    ['latLong=52.5,13.4&radius=25mi', ['Café', 'Potsdam']],
    ['latLong=52.4,13.1&radius=100km&sort=distance', ['Potsdam', 'Café']],
    ['latLong=-17,180&radius=250km&sort=distance', ['Taveuni', 'Suva']],
    ['latLong=-17,-180&radius=250km', ['Suva', 'Taveuni']],
    ['latLong=0,0&sort=distance&limit=1', ['Zürich']],
    ['startTime=2030-01-13T00:00:00Z&endTime=2030-01-15T00:00:00Z', ['Zürich']],
    ['startTime=2030-01-12T20:00:00Z&endTime=2030-01-14T18:00:00Z', ['Zürich']],
    ['startTime=2030-01-20T19:00:00%2B01:00', ['Café']],
    ['endTime=2030-01-11T00:00:00Z', ['Café']],
    ['preferences=classical&country=DE', ['Potsdam', 'Café']],
    ['preferences=Rock,LATE', ['Café', 'Zürich', 'Potsdam', '東京歌舞伎', 'Suva', 'Taveuni']],
    ['preferences=opera&limit=1', ['Potsdam']],
  ])('%s', async (query, names) => {
    expect(await namesOf(query)).toEqual(names);
  });

  it('tells how far away each is', async () => {
    const { items } = await search('latLong=52.52,13.4&radius=40km&sort=distance');
    expect(items.map(({ distanceKm }) => Math.round(distanceKm ?? -1))).toEqual([0, 27]);
    expect((await search('keyword=cafe')).items[0]).not.toHaveProperty('distanceKm');
  });

  it('shows the first show inside the time asked for', async () => {
    const { items } = await search('keyword=tango&startTime=2030-01-15T00:00:00Z');
    expect(items).toMatchObject([{ name: 'Café Tango', nextShow: { startsAt: '2030-01-20T18:00:00.000Z' } }]);
  });

  it('finds events at one location', async () => {
    expect(await namesOf(`locationId=${locationIds.get('Suva')}`)).toEqual(['Suva']);
  });

  it.each([
    ['keyword=', '?keyword'],
    [`keyword=${'x'.repeat(201)}`, '?keyword'],
    ['latLong=91,0', '?latLong'],
    ['latLong=0,180.1', '?latLong'],
    ['latLong=0', '?latLong'],
    ['latLong=a,b', '?latLong'],
    ['radius=5km', '?radius'],
    ['latLong=0,0&radius=5miles', '?radius'],
    ['latLong=0,0&radius=-5', '?radius'],
    ['sort=distance', '?sort'],
    ['sort=price', '?sort'],
    ['startTime=tomorrow', '?startTime'],
    ['startTime=2030-01-02T00:00:00Z&endTime=2030-01-01T00:00:00Z', '?endTime'],
    ['country=XX', '?country'],
    ['type=Concert', '?type'],
    ['locationId=here', '?locationId'],
    ['limit=0', '?limit'],
    ['limit=1.5', '?limit'],
    ['limit=101', '?limit'],
    ['colour=red', '?colour'],
    ['keyword=a&keyword=b', '?keyword'],
    ['cursor=nonsense', '?cursor'],
  ])('refuses %s', async (query, pointer) => {
    const response = await shared().get(`/v1/events?${query}`);
    expect(problemOf(response)).toEqual({ status: 400, code: 'validation-failed', pointers: [pointer] });
  });
});

describe('a cursor', () => {
  it.each([
    [''],
    ['latLong=50,10&sort=distance&'],
    ['preferences=classical,late&'],
    ['keyword=hall&'],
    ['keyword=hall&sort=time&'],
  ])('of ?%s goes through all, each once', async (query) => {
    const all = (await search(`${query}limit=100`)).items.map(({ id }) => id);
    const found: string[] = [];
    for (let cursor = ''; found.length < 100; ) {
      const { items, next } = await search(`${query}limit=1${cursor}`);
      found.push(...items.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(found).toEqual(all);
    expect(all).toHaveLength(samples.length);
  });

  it('is refused if it was changed, cut, or belongs to another query', async () => {
    const { next } = await search('country=DE&limit=1');
    const plain = Buffer.from(next ?? '', 'base64url').toString();
    const forged = Buffer.from(plain.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))).toString(
      'base64url',
    );
    const nested = Buffer.from(JSON.stringify([[], {}, null])).toString('base64url');
    for (const query of [
      `country=FJ&cursor=${next}`,
      `cursor=${next}`,
      `country=DE&cursor=${next?.slice(0, -4)}`,
      `country=DE&cursor=${forged}`,
      `country=DE&cursor=${nested}`,
    ]) {
      expect(problemOf(await shared().get(`/v1/events?${query}`))).toEqual({
        status: 400,
        code: 'validation-failed',
        pointers: ['?cursor'],
      });
    }
  });

  it('keeps its place while events come and go and time goes by', async () => {
    await using service = await openTestService();
    const { id: locationId, halls } = await createLocation(service);
    const add = async (name: string, day: number) => {
      const { id } = await createEvent(service, locationId, { name });
      await scheduleShow(service, id, halls[0]?.id ?? '', onDay(day));
      await publish(service, id);
      return id;
    };
    const [, b] = [await add('A', 10), await add('B', 12), await add('D', 16), await add('E', 18)];
    const first = await search('limit=2', service);
    await add('C', 14);
    await service.post(`/v1/events/${b}/cancel`, {});
    service.clock.set('2030-01-17T00:00:00Z');
    const second = await search(`limit=2&cursor=${first.next}`, service);
    const third = await search(`limit=2&cursor=${second.next}`, service);
    const names = [first, second, third].map(({ items }) => items.map(({ name }) => name));
    expect(names).toEqual([['A', 'B'], ['C', 'D'], ['E']]);
    expect((await search('', service)).items.map(({ name }) => name)).toEqual(['E']);
  });
});

describe('what was just written is found', () => {
  it('before its write is answered, or anyone hears of it', async () => {
    await using service = await openTestService();
    const { id: locationId, halls } = await createLocation(service, { address: { city: 'Bonn', countryCode: 'DE' } });
    const found: Promise<number>[] = [];
    await using _listener = await service.listen(({ events }) => {
      if (events.some(({ type }) => type === 'myevents.event.published')) {
        found.push(search('keyword=flash', service).then(({ items }) => items.length));
      }
    });
    const event = await createEvent(service, locationId, { name: 'Flash' });
    expect((await search('keyword=flash', service)).items).toEqual([]);
    await publish(service, event.id);
    // Without a show yet it is found by whoever asks for no time, and stands last.
    expect((await search('keyword=flash', service)).items).toMatchObject([{ name: 'Flash', showCount: 0 }]);
    expect((await search('endTime=2040-01-01T00:00:00Z', service)).items).toEqual([]);
    await service.patch(`/v1/events/${event.id}`, { name: 'Bang', tags: ['loud'] });
    expect((await search('keyword=flash', service)).items).toEqual([]);
    expect((await search('keyword=bang%20loud', service)).items).toHaveLength(1);
    const show = await scheduleShow(service, event.id, halls[0]?.id ?? '', onDay(10));
    expect((await search('endTime=2040-01-01T00:00:00Z', service)).items).toMatchObject([
      { nextShow: { id: show.id } },
    ]);
    await service.patch(`/v1/locations/${locationId}`, {
      address: { city: 'Köln', countryCode: 'DE' },
      coordinates: { latitude: 50.9, longitude: 6.9 },
    });
    expect((await search('keyword=bonn', service)).items).toEqual([]);
    expect((await search('keyword=koln&latLong=51,7&radius=20', service)).items).toHaveLength(1);
    await service.post(`/v1/shows/${show.id}/cancel`, {});
    expect((await search('endTime=2040-01-01T00:00:00Z', service)).items).toEqual([]);
    await service.post(`/v1/events/${event.id}/cancel`, {});
    expect((await search('keyword=bang', service)).items).toEqual([]);
    await expect.poll(() => found.length).toBe(1);
    expect(await Promise.all(found)).toEqual([1]);
  });

  it('and drafts are not', async () => {
    await using service = await openTestService();
    const { id } = await createLocation(service);
    await createEvent(service, id, { name: 'Secret' });
    expect((await search('keyword=secret', service)).items).toEqual([]);
  });
});
