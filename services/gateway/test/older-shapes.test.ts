import type {
  Availability,
  BookingResource,
  EventResource,
  Location,
  Problem,
  ShowResource,
} from '@myevents/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OkEvent, OkEventBody } from '../src/compat/okevent.ts';
import { openPlatform, type Platform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform[Symbol.asyncDispose]());

/** To the letter what okevents sends. */
const best: OkEventBody = JSON.parse(
  '{"name":"best","startdate":768346784368,"enddate":768346784368,"duration":120,"location":{"name":"Paris fifa park","address":"le monses","country":"frn","opentime":10,"closetime":15,"halls":[{"name":"lobby","location":"principal building","capacity":150}]}}',
);

const dayMs = 86_400_000;
let soonOffset = 0;

function soon(name: string, changes: object = {}): object {
  soonOffset += 1;
  const startdate = Date.now() + 30 * dayMs + soonOffset * 60_000;
  return { ...best, name, startdate, enddate: startdate + 3 * 3_600_000, ...changes };
}

async function create(body: object): Promise<OkEvent> {
  const { status, json } = await platform.post<OkEvent>('/events', body);
  expect([status, json]).toEqual([201, { id: expect.stringMatching(/^evt_/), ...body }]);
  return json;
}

it('saves an event of okevents with its location and halls, and gives back every field as it was', async () => {
  const created = await create(best);
  const byId = await platform.get<OkEvent>(`/events/id/${created.id}`);
  expect(byId.json).toEqual({ id: created.id, ...best });
  const byName = await platform.get<OkEvent>('/events/name/best');
  expect(byName.json).toEqual({ id: created.id, ...best });
  const all = await platform.get<OkEvent[]>('/events');
  expect(all.json).toContainEqual({ id: created.id, ...best });

  const event = (await platform.get<EventResource>(`/v1/events/${created.id}`)).json;
  expect(event).toMatchObject({ name: 'best', status: 'published', duration: 120, showCount: 1, totalSeats: 150 });
  const location = (await platform.get<Location>(`/v1/locations/${event.locationId}`)).json;
  expect(location).toMatchObject({
    name: 'Paris fifa park',
    timeZone: 'UTC',
    address: { city: 'le monses', region: 'frn', countryCode: 'ZZ' },
    openingHours: '10:00–15:00',
    halls: [{ name: 'lobby', location: 'principal building', capacity: 150 }],
  });
  const { items } = (await platform.get<{ items: ShowResource[] }>(`/v1/events/${created.id}/shows`)).json;
  expect(items).toMatchObject([
    {
      startsAt: '1994-05-07T21:39:44.368Z',
      endsAt: '1994-05-07T23:39:44.368Z',
      tiers: [{ id: 'regular', capacity: 150, price: { amount: 0, currency: 'USD' } }],
    },
  ]);
});

it('stores what is past without putting it on sale', async () => {
  const { id } = await create({ ...best, name: 'long ago' });
  const answer = await platform.post<Problem>(`/events/${id}/bookings`, { seats: 1 });
  expect([answer.status, answer.json.code]).toEqual([409, 'no-show-on-sale']);
});

it('knows countries by code and by name, and the zone of those that have one', async () => {
  for (const [country, countryCode, timeZone] of [
    ['FR', 'FR', 'Europe/Paris'],
    ['France', 'FR', 'Europe/Paris'],
    ['United States', 'US', 'UTC'],
  ] as const) {
    const body = soon(`in ${country}`, { location: { ...best.location, country } });
    const { id } = await create(body);
    expect((await platform.get<OkEvent>(`/events/id/${id}`)).json).toEqual({ id, ...body });
    const event = (await platform.get<EventResource>(`/v1/events/${id}`)).json;
    expect(event.location).toMatchObject({ address: { countryCode }, timeZone });
  }
});

it('gives one event for a name in any case, and 404 for what is not there', async () => {
  const { id } = await create(soon('CEA'));
  expect((await platform.get<OkEvent>('/events/name/cea')).json.id).toBe(id);
  for (const path of [
    '/events/name/ce',
    '/events/name/nobody',
    '/events/id/12',
    '/events/id/evt_01h455vb4pex5vsknk084sn02q',
  ]) {
    const { status, json } = await platform.get<Problem>(path);
    expect([path, status, json.code]).toEqual([path, 404, 'not-found']);
  }
});

it('repeats with the same Idempotency-Key without a second event', async () => {
  const body = soon('only once');
  const headers = { 'idempotency-key': 'k-1' };
  const first = await platform.post<OkEvent>('/events', body, headers);
  const second = await platform.post<OkEvent>('/events', body, headers);
  expect(second.json).toEqual(first.json);
  const { json } = await platform.get<OkEvent[]>('/events');
  expect(json.filter(({ name }) => name === 'only once')).toHaveLength(1);
});

it.each([
  ['a field too many', { ...best, price: 3 }, '/price'],
  [
    'a capacity of nothing',
    { ...best, location: { ...best.location, halls: [{ name: 'a', capacity: 0 }] } },
    '/location/halls/0/capacity',
  ],
  ['text for a time', { ...best, startdate: 'tomorrow' }, '/startdate'],
  ['an invisible name', { ...best, name: '\u200b' }, '/name'],
  ['no halls', { ...best, location: { ...best.location, halls: [] } }, '/location/halls'],
  ['an end years later', { ...best, enddate: best.startdate + 800 * dayMs }, '/enddate'],
])('refuses %s, naming it', async (_what, body, pointer) => {
  const { status, json } = await platform.post<Problem>('/events', body);
  expect([status, json.code, json.errors?.map((error) => error.pointer)]).toEqual([
    400,
    'validation-failed',
    [pointer],
  ]);
});

it('finds by every parameter of searchEvents, in its shape', async () => {
  const { id } = await create(soon('Grand Carnival of Words'));
  const from = Date.now();
  const query = `api_key=k&user_id=u&keyword=carnival%20words&start_time=${from}&end_time=${from + 60 * dayMs}&userPreferences=music`;
  const { json } = await platform.get<Record<string, unknown>[]>(`/searchEvents?${query}`);
  expect(json).toEqual([
    {
      EventID: id,
      Title: 'Grand Carnival of Words',
      Description: '',
      Duration: 120,
      Language: '',
      ReleaseDate: new Date().toISOString().slice(0, 10),
      Country: 'frn',
      StartTime: expect.stringMatching(/Z$/),
      EndTime: expect.stringMatching(/Z$/),
      Seats: expect.any(Array),
    },
  ]);
  await expect
    .poll(async () => (await platform.get<{ Seats: unknown }[]>(`/searchEvents?${query}`)).json[0]?.Seats)
    .toEqual([{ Type: 'Regular', Price: 0, Status: 'Available' }]);
});

it.each([
  ['lat_long=999,1&radius=5', '?lat_long'],
  ['start_time=soon', '?start_time'],
  ['colour=red', '?colour'],
])('refuses a search for %s by its older name', async (query, pointer) => {
  const { status, json } = await platform.get<Problem>(`/searchEvents?${query}`);
  expect([status, json.errors?.[0]?.pointer]).toEqual([400, pointer]);
});

it('holds seats of the next show on sale', async () => {
  const { id } = await create(soon('seats'));
  const { status, json, headers } = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 3 });
  expect(status).toBe(201);
  expect(json).toMatchObject({ eventId: id, status: 'held', total: { amount: 0, currency: 'USD' } });
  expect(json.tickets.map(({ tier }) => tier)).toEqual(['regular', 'regular', 'regular']);
  expect(headers['location']).toBe(`/v1/bookings/${json.id}`);
  const availability = (await platform.get<Availability>(`/v1/shows/${json.showId}/availability`)).json;
  expect(availability.tiers).toMatchObject([{ available: 147, held: 3 }]);
});

it('takes another hall at the same time when the first is full, and refuses when all are', async () => {
  const halls = [
    { name: 'small', capacity: 2 },
    { name: 'large', capacity: 4 },
  ];
  const { id } = await create(soon('two halls', { location: { ...best.location, halls } }));
  const first = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 2 });
  const second = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 2 });
  const third = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 2 });
  expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
  expect(new Set([first, second, third].map(({ json }) => json.showId)).size).toBe(2);
  const none = await platform.post<Problem>(`/events/${id}/bookings`, { seats: 1 });
  expect([none.status, none.json.code]).toEqual([409, 'tickets-unavailable']);
});

it('reserves tickets by type for a user, all or nothing', async () => {
  const { id } = await create(soon('reserve'));
  const wanted = { api_key: 'k', userId: 'u-7', tickets: [{ type: 'Regular', quantity: 2 }], eventId: id };
  const { status, json } = await platform.post<BookingResource>('/reserveTickets', wanted);
  expect([status, json.userId, json.status, json.tickets.length]).toEqual([201, 'u-7', 'held', 2]);
  const vip = await platform.post<Problem>('/reserveTickets', { ...wanted, tickets: [{ type: 'vip', quantity: 1 }] });
  expect([vip.status, vip.json.code]).toEqual([422, 'unknown-tier']);
  const many = await platform.post<Problem>('/reserveTickets', {
    ...wanted,
    tickets: [{ type: 'regular', quantity: 9 }],
  });
  expect([many.status, many.json.code]).toEqual([422, 'ticket-limit-exceeded']);
});

it('repeats a reservation with the same Idempotency-Key without a second hold', async () => {
  const { id } = await create(soon('reserve once'));
  const headers = { 'idempotency-key': 'r-1' };
  const first = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 2 }, headers);
  const second = await platform.post<BookingResource>(`/events/${id}/bookings`, { seats: 2 }, headers);
  expect([second.status, second.json.id]).toEqual([201, first.json.id]);
});

it.each([0, 11, 1.5, -1, '2'])('refuses %j seats', async (seats) => {
  const { status, json } = await platform.post<Problem>('/events/evt_01h455vb4pex5vsknk084sn02q/bookings', { seats });
  expect([status, json.errors?.[0]?.pointer]).toEqual([400, '/seats']);
});

it('answers 404 for an event that is not there', async () => {
  expect((await platform.post('/events/12/bookings', { seats: 1 })).status).toBe(404);
  const wanted = { userId: 'u', tickets: [{ type: 'regular', quantity: 1 }], eventId: '12' };
  expect((await platform.post('/reserveTickets', wanted)).status).toBe(404);
});
