import { Location } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  createCatalogue,
  createEvent,
  createLocation,
  locationBody,
  problemOf,
  publish,
  scheduleShow,
  statusesOf,
} from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService } from './test-service.ts';

const shared = shareTestService();

describe('creating and reading a location', () => {
  it('answers with the whole, its halls with ids', async () => {
    await using service = await openTestService();
    const response = await service.post('/v1/locations', locationBody);
    expect(response.statusCode).toBe(201);
    const location = response.json();
    assertMatches(Location, location);
    expect(location).toMatchObject({
      ...locationBody,
      halls: [
        { name: 'Foyer', location: 'Ground floor', capacity: 100, isSeated: false },
        { name: 'Saal', capacity: 24, isSeated: true },
      ],
      version: 1,
    });
    expect(response.headers).toMatchObject({ etag: '"1"', location: `/v1/locations/${location.id}` });
    const read = await service.get(`/v1/locations/${location.id}`);
    expect(read.json()).toEqual(location);
    expect(read.headers).toMatchObject({
      etag: '"1"',
      'cache-control': 'public, max-age=1',
      'myevents-versions': `location/${location.id}@1`,
    });
  });

  it('shows seating plans when asked', async () => {
    await using service = await openTestService();
    const { id } = await createLocation(service);
    const { halls } = (await service.get(`/v1/locations/${id}?plans=true`)).json();
    expect(halls[1].plan).toEqual(locationBody.halls[1]?.plan);
    expect(halls[0].plan).toBeUndefined();
  });

  it.each([
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['no name', { name: undefined }, '/name'],
    ['a name of white space', { name: ' \u2003 ' }, '/name'],
    ['a name of invisible characters', { name: '\u200b\u2060' }, '/name'],
    ['a name with a control character', { name: 'a\u0007b' }, '/name'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, '/name'],
    ['an unknown country', { address: { city: 'X', countryCode: 'XX' } }, '/address/countryCode'],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['a latitude out of range', { coordinates: { latitude: 90.1, longitude: 0 } }, '/coordinates/latitude'],
    ['a longitude out of range', { coordinates: { latitude: 0, longitude: -181 } }, '/coordinates/longitude'],
    ['no halls', { halls: [] }, '/halls'],
    ['a capacity of 0', { halls: [{ name: 'H', capacity: 0 }] }, '/halls/0/capacity'],
    ['a capacity of 1.5', { halls: [{ name: 'H', capacity: 1.5 }] }, '/halls/0/capacity'],
    ['a capacity as text', { halls: [{ name: 'H', capacity: '5' }] }, '/halls/0/capacity'],
    [
      'two halls of one name',
      {
        halls: [
          { name: 'H', capacity: 1 },
          { name: 'h', capacity: 1 },
        ],
      },
      '/halls/1/name',
    ],
    ['more seats than places', { halls: [{ ...locationBody.halls[1], capacity: 23 }] }, '/halls/0/capacity'],
  ])('refuses %s', async (_what, over, pointer) => {
    const response = await shared().post('/v1/locations', { ...locationBody, ...over });
    expect(problemOf(response)).toEqual({ status: 400, code: 'validation-failed', pointers: [pointer] });
    expect(shared().heard).toEqual([]);
  });

  it('refuses what is larger than a change can be, and says how to write it shorter', async () => {
    const service = shared();
    const seats = Array.from({ length: 60 }, (_, n) => `seat ${n} of the row`);
    const rows = Array.from({ length: 170 }, (_, n) => ({ name: String(n), seats }));
    const halls = [{ name: 'H', capacity: 100_000, plan: { sections: [{ name: 'S', rows }] } }];
    const response = await service.post('/v1/locations', { ...locationBody, halls });
    expect(problemOf(response)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(response.json().detail).toContain('1..40');
  });

  it('answers 404 for what is not there', async () => {
    const service = shared();
    for (const url of ['/v1/locations/loc_01h455vb4pex5vsknk084sn02q', '/v1/locations/nonsense']) {
      expect(problemOf(await service.get(url))).toMatchObject({ status: 404, code: 'not-found' });
    }
  });
});

describe('changing a location', () => {
  it('changes what is given, with a new version', async () => {
    await using service = await openTestService();
    const location = await createLocation(service);
    const response = await service.patch(`/v1/locations/${location.id}`, {
      address: { city: 'Potsdam', countryCode: 'DE' },
    });
    expect(response.json()).toMatchObject({
      name: 'Philharmonie',
      address: { city: 'Potsdam', countryCode: 'DE' },
      version: 2,
    });
    expect(response.headers['myevents-versions']).toBe(`location/${location.id}@2, catalogue, search`);
    expect((await service.get(`/v1/locations/${location.id}`)).json()).toEqual(response.json());
  });

  it('refuses a change made for another version, and takes one of two at once', async () => {
    await using service = await openTestService();
    const { id } = await createLocation(service);
    const stale = await service.patch(`/v1/locations/${id}`, { name: 'Neu' }, { 'if-match': '"7"' });
    expect(problemOf(stale)).toMatchObject({ status: 412, code: 'version-conflict' });
    const both = await Promise.all(
      ['A', 'B'].map((name) => service.patch(`/v1/locations/${id}`, { name }, { 'if-match': '"1"' })),
    );
    expect(statusesOf(both)).toEqual([200, 412]);
    const without = await Promise.all(['C', 'D'].map((name) => service.patch(`/v1/locations/${id}`, { name })));
    expect(without.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await service.get(`/v1/locations/${id}`)).json().version).toBe(4);
  });

  it('replaces the list of halls, keeping the plans of those it knows', async () => {
    await using service = await openTestService();
    const { id, halls } = await createLocation(service);
    const changed = await service.patch(`/v1/locations/${id}`, {
      halls: [
        { id: halls[1]?.id, name: 'Großer Saal', capacity: 30 },
        { name: 'Bar', capacity: 5 },
      ],
    });
    expect(changed.json().halls).toMatchObject([
      { id: halls[1]?.id, name: 'Großer Saal', capacity: 30, isSeated: true },
      { name: 'Bar', capacity: 5, isSeated: false },
    ]);
    const { halls: read } = (await service.get(`/v1/locations/${id}?plans=true`)).json();
    expect(read[0].plan).toEqual(locationBody.halls[1]?.plan);
  });

  it.each([
    ['nothing at all', {}, ''],
    ['an unknown field', { id: 'x' }, '/id'],
    ['an unknown zone', { timeZone: 'Nowhere' }, '/timeZone'],
  ])('refuses %s', async (_what, body, pointer) => {
    const url = '/v1/locations/loc_01h455vb4pex5vsknk084sn02q';
    expect(problemOf(await shared().patch(url, body))).toMatchObject({
      status: 400,
      pointers: [pointer],
    });
  });

  it('refuses to lose a hall with coming shows, or to make it smaller than these', async () => {
    await using service = await openTestService();
    const { location, event, open, planned } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const url = `/v1/locations/${location.id}`;
    const keep = { id: planned, name: 'Saal', capacity: 24 };
    const gone = await service.patch(url, { halls: [keep] });
    expect(problemOf(gone)).toEqual({ status: 409, code: 'hall-in-use', pointers: ['/halls'] });
    const smaller = await service.patch(url, { halls: [{ id: open, name: 'Foyer', capacity: 59 }, keep] });
    expect(problemOf(smaller)).toEqual({ status: 409, code: 'hall-in-use', pointers: ['/halls/0/capacity'] });
    expect(smaller.json().detail).toContain('60 people');
    expect((await service.get(url)).json().version).toBe(1);
    const fits = await service.patch(url, { halls: [{ id: open, name: 'Foyer', capacity: 60 }, keep] });
    expect(fits.statusCode).toBe(200);
    await service.post(`/v1/shows/${show.id}/cancel`, {});
    expect((await service.patch(url, { halls: [keep] })).json().halls).toHaveLength(1);
  });

  it('takes a show of the new size right after the hall has grown again', async () => {
    await using service = await openTestService();
    const { location, event, open, planned } = await createCatalogue(service);
    for (const capacity of [50, 80]) {
      const halls = [
        { id: open, name: 'Foyer', capacity },
        { id: planned, name: 'Saal', capacity: 24 },
      ];
      expect((await service.patch(`/v1/locations/${location.id}`, { halls })).statusCode).toBe(200);
    }
    expect(await scheduleShow(service, event.id, open)).toMatchObject({ totalSeats: 60 });
  });
});

describe('listing locations', () => {
  it('goes through all by name, page by page', async () => {
    await using service = await openTestService();
    for (const name of ['Žofín', 'alpha', 'Élysée', 'beta', 'Zeta']) await createLocation(service, { name });
    const names: string[] = [];
    for (let query = '?limit=2'; query !== ''; ) {
      const page: { items: { name: string }[]; next: string | null } = (
        await service.get(`/v1/locations${query}`)
      ).json();
      names.push(...page.items.map(({ name }) => name));
      query = page.next === null ? '' : `?limit=2&cursor=${page.next}`;
    }
    expect(names).toEqual(['alpha', 'beta', 'Élysée', 'Zeta', 'Žofín']);
  });

  it('lists only where something is on, when asked', async () => {
    await using service = await openTestService();
    const locations = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) locations.push(await createLocation(service, { name }));
    const events = await Promise.all(locations.map(({ id }) => createEvent(service, id)));
    for (const [index, event] of events.entries())
      await scheduleShow(service, event.id, locations[index]?.halls[0]?.id ?? '');
    // E stays a draft, D is cancelled.
    for (const event of events.slice(0, 4)) await publish(service, event.id);
    await service.post(`/v1/events/${events[3]?.id}/cancel`, {});
    const list = async (query: string) => (await service.get(`/v1/locations?organised=true${query}`)).json();
    const first = await list('&limit=2');
    expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['A', 'B']);
    const second = await list(`&limit=2&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ name: 'C' }], next: null });
    service.clock.set('2030-06-02T00:00:00Z');
    expect((await list('')).items).toEqual([]);
  });

  it('lists the events at a location that are not over, the next first', async () => {
    await using service = await openTestService();
    const { location, open } = await createCatalogue(service);
    const later = await createEvent(service, location.id, { name: 'Later' });
    const sooner = await createEvent(service, location.id, { name: 'Sooner' });
    await scheduleShow(service, later.id, open);
    const next = await scheduleShow(service, sooner.id, open, {
      startsAt: '2030-05-01T10:00:00Z',
      endsAt: '2030-05-01T11:00:00Z',
    });
    for (const { id } of [later, sooner]) await publish(service, id);
    const list = await service.get(`/v1/locations/${location.id}/events`);
    expect(list.json().items).toMatchObject([{ name: 'Sooner', nextShow: { id: next.id } }, { name: 'Later' }]);
    expect(problemOf(await service.get('/v1/locations/loc_01h455vb4pex5vsknk084sn02q/events'))).toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['?limit=0', '?limit'],
    ['?limit=101', '?limit'],
    ['?limit=two', '?limit'],
    ['?colour=red', '?colour'],
    ['?organised=maybe', '?organised'],
    ['?cursor=broken', '?cursor'],
    ['?organised=true&cursor=broken', '?cursor'],
  ])('refuses %s', async (query, pointer) => {
    expect(problemOf(await shared().get(`/v1/locations${query}`))).toEqual({
      status: 400,
      code: 'validation-failed',
      pointers: [pointer],
    });
  });
});
