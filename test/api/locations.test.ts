import type { EventHit, Location, SeatingPlan } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  createEvent,
  createLocation,
  hallOf,
  inMs,
  locationBody,
  publish,
  scheduleShow,
  showBody,
  unique,
} from './catalogue.ts';
import { expectRefused } from './refused.ts';
import { problemOf, refusalOf } from './sale.ts';
import { get, patch, post } from './subject.ts';

interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

const plan: SeatingPlan = {
  sections: [
    { name: 'Stalls', rows: [{ name: 'A', seats: ['1..4'] }] },
    { name: 'Balcony', rows: [{ name: 'B', seats: ['1', '2', '3a'] }] },
  ],
};

it('creates a location with its halls, and reads it back', async () => {
  const body = locationBody({ halls: [{ name: 'Großer Saal', location: '2nd floor', capacity: 40 }] });
  const created = await post<Location>('/v1/locations', body);
  const location = bodyOf(created, 201);
  expect(created.headers['location']).toBe(`/v1/locations/${location.id}`);
  expect(location).toMatchObject({
    ...body,
    halls: [{ name: 'Großer Saal', location: '2nd floor', capacity: 40, isSeated: false }],
    version: 1,
  });
  expect(location.id).toMatch(/^loc_/);
  expect(hallOf(location)).toMatch(/^hal_/);
  const read = await get<Location>(`/v1/locations/${location.id}`);
  expect(read.body).toEqual(location);
  expect(read.headers['etag']).toMatch(/^"1/);
});

it('takes addresses of any country and zone', async () => {
  for (const [address, timeZone] of [
    [{ city: '東京', postalCode: '100-0005', region: '東京都', countryCode: 'JP' }, 'Asia/Tokyo'],
    [{ city: 'São Paulo', street: 'Rua Augusta, 1', countryCode: 'BR' }, 'America/Sao_Paulo'],
    [{ city: 'القاهرة', countryCode: 'EG' }, 'Africa/Cairo'],
    [{ city: 'Kathmandu', countryCode: 'NP' }, 'Asia/Kathmandu'],
  ] as const) {
    const created = await createLocation({ address, timeZone });
    expect((await get<Location>(`/v1/locations/${created.id}`)).body).toMatchObject({ address, timeZone });
  }
});

it('keeps the seating plan of a hall, and shows it when asked', async () => {
  const { id } = await createLocation({ halls: [{ name: 'Opera', capacity: 7, plan }] });
  const bare = (await get<Location>(`/v1/locations/${id}`)).body;
  expect(bare.halls).toMatchObject([{ isSeated: true }]);
  expect(bare.halls[0]).not.toHaveProperty('plan');
  const whole = (await get<Location>(`/v1/locations/${id}?plans=true`)).body;
  expect(whole.halls[0]?.plan).toEqual(plan);
});

it('changes what is given and leaves the rest', async () => {
  const before = await createLocation();
  const name = unique('Renamed ');
  const address = { city: 'Hamburg', countryCode: 'DE' };
  const changed = bodyOf(await patch<Location>(`/v1/locations/${before.id}`, { name, address }), 200);
  expect(changed).toMatchObject({ name, address, halls: before.halls, version: 2 });
  expect((await get<Location>(`/v1/locations/${before.id}`)).body).toEqual(changed);
});

it('makes no new version of what changes nothing', async () => {
  const { id, name } = await createLocation();
  expect(bodyOf(await patch<Location>(`/v1/locations/${id}`, { name }), 200).version).toBe(1);
});

it('replaces the list of halls: known ones change, new ones come, missing ones go', async () => {
  const location = await createLocation({
    halls: [
      { name: 'One', capacity: 10 },
      { name: 'Two', capacity: 20 },
    ],
  });
  const [one, two] = location.halls;
  const halls = [
    { id: two?.id, name: 'Two', capacity: 25 },
    { name: 'Three', capacity: 30 },
  ];
  const changed = bodyOf(await patch<Location>(`/v1/locations/${location.id}`, { halls }), 200);
  expect(changed.halls.map(({ name, capacity }) => [name, capacity])).toEqual([
    ['Two', 25],
    ['Three', 30],
  ]);
  expect(changed.halls[0]?.id).toBe(two?.id);
  expect(changed.halls.map(({ id }) => id)).not.toContain(one?.id);
});

it('does not let a hall go, or shrink, while shows need it', async () => {
  const location = await createLocation({
    halls: [
      { name: 'One', capacity: 200 },
      { name: 'Two', capacity: 20 },
    ],
  });
  const [one, two] = location.halls;
  const event = await createEvent(location.id);
  await scheduleShow(event.id, showBody(hallOf(location)));
  const gone = await patch(`/v1/locations/${location.id}`, { halls: [{ id: two?.id, name: 'Two', capacity: 20 }] });
  expect(refusalOf(gone)).toEqual([409, 'hall-in-use']);
  const small = [
    { id: one?.id, name: 'One', capacity: 109 },
    { id: two?.id, name: 'Two', capacity: 20 },
  ];
  const shrunk = await patch(`/v1/locations/${location.id}`, { halls: small });
  expect(refusalOf(shrunk)).toEqual([409, 'hall-in-use']);
  expect(problemOf(shrunk).errors).toMatchObject([{ pointer: '/halls/0/capacity' }]);
  expect((await get<Location>(`/v1/locations/${location.id}`)).body).toEqual(location);
});

describe('If-Match', () => {
  it('lets an edit through that was made for the present version', async () => {
    const { id } = await createLocation();
    const { headers } = await get(`/v1/locations/${id}`);
    const answer = await patch<Location>(`/v1/locations/${id}`, { name: unique() }, { 'if-match': `${headers.etag}` });
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).toMatch(/^"2/);
    expect((await patch(`/v1/locations/${id}`, { name: unique() }, { 'if-match': '*' })).status).toBe(200);
  });

  it('refuses an edit that was made for another', async () => {
    const { id } = await createLocation();
    const { headers } = await get(`/v1/locations/${id}`);
    const now = bodyOf(await patch<Location>(`/v1/locations/${id}`, { name: unique() }), 200);
    const late = await patch(`/v1/locations/${id}`, { name: unique() }, { 'if-match': `${headers.etag}` });
    expect(refusalOf(late)).toEqual([412, 'version-conflict']);
    const foreign = await patch(`/v1/locations/${id}`, { name: unique() }, { 'if-match': '"x"' });
    expect(refusalOf(foreign)).toEqual([412, 'version-conflict']);
    expect((await get<Location>(`/v1/locations/${id}`)).body).toEqual(now);
  });
});

async function pagesOf<Item>(path: string, limit: number): Promise<Item[]> {
  const found: Item[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: List<Item> = bodyOf(await get<List<Item>>(`${path}limit=${limit}${cursor}`), 200);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    next = page.next;
  }
  return found;
}

describe('lists', () => {
  it('leads from the locations where events are organised to the events at one of them', async () => {
    const [idle, busy] = [await createLocation(), await createLocation()];
    const event = await createEvent(busy.id);
    await scheduleShow(event.id, showBody(hallOf(busy)));
    const organised = async () => {
      const items = await pagesOf<Location>('/v1/locations?organised=true&', 100);
      return items.map(({ id }) => id);
    };
    expect(await organised()).not.toContain(busy.id);
    await publish(event.id);
    await expect.poll(organised).toContain(busy.id);
    expect(await organised()).not.toContain(idle.id);
    const here = await get<List<EventHit>>(`/v1/locations/${busy.id}/events`);
    expect(here.body.items.map(({ id, nextShow }) => [id, nextShow === undefined])).toEqual([[event.id, false]]);
    expect((await get<List<EventHit>>(`/v1/locations/${idle.id}/events`)).body.items).toEqual([]);
  });

  it('pages through all locations by name, each once', async () => {
    const word = unique();
    const made = [];
    for (const letter of ['c', 'a', 'é', 'd', 'b']) made.push(await createLocation({ name: `${letter} ${word}` }));
    const all = await pagesOf<Location>('/v1/locations?', 7);
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    const ours = all.map(({ name }) => name).filter((name) => name.endsWith(word));
    expect(ours.map((name) => name[0])).toEqual(['a', 'b', 'c', 'd', 'é']);
  });
});

it('shows when a hall is taken', async () => {
  const location = await createLocation();
  const event = await createEvent(location.id);
  const show = await scheduleShow(event.id, showBody(hallOf(location)));
  const { id: showId, startsAt, endsAt } = show;
  const path = `/v1/halls/${hallOf(location)}/calendar`;
  expect((await get(path)).body).toMatchObject({ slots: [{ showId, eventId: event.id, startsAt, endsAt }] });
  const early = await get(`${path}?from=${encodeURIComponent(inMs(0))}&to=${encodeURIComponent(inMs(3_600_000))}`);
  expect(early.body).toMatchObject({ slots: [] });
});

it('tells of a hall up to the last instant there is', async () => {
  const path = `/v1/halls/${hallOf(await createLocation())}/calendar`;
  const late = await get(`${path}?from=9999-06-01T00:00:00Z`);
  expect(late.body).toMatchObject({ from: '9999-06-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' });
  for (const [query, pointer] of [
    ['from=9999-12-31T23:59:59-00:01', '?from'],
    ['from=0000-01-01T00:00:00%2B00:01', '?from'],
    ['from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z', '?to'],
  ] as const) {
    expectRefused(await get(`${path}?${query}`), { pointer });
  }
});

it('does not know what never was', async () => {
  const id = 'loc_01h455vb4pex5vsknk084sn02q';
  expect(refusalOf(await get(`/v1/locations/${id}`))).toEqual([404, 'not-found']);
  expect(refusalOf(await get(`/v1/locations/${id}/events`))).toEqual([404, 'not-found']);
  expect(refusalOf(await patch(`/v1/locations/${id}`, { name: 'x' }))).toEqual([404, 'not-found']);
  expect(refusalOf(await get('/v1/locations/12'))).toEqual([404, 'not-found']);
});
