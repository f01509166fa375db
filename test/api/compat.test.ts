import type { Availability, BookingResource, EventResource, Location, ShowResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { bodyOf, createEvent, createLocation, dayMs, euros, openSale, publish, tierOf, unique } from './catalogue.ts';
import { expectRefused } from './refused.ts';
import { hold, problemOf, refusalOf, regular } from './sale.ts';
import { type Answer, get, post, send } from './subject.ts';

/** To the letter what okevents sends. */
const best =
  '{"name":"best","startdate":768346784368,"enddate":768346784368,"duration":120,"location":{"name":"Paris fifa park","address":"le monses","country":"frn","opentime":10,"closetime":15,"halls":[{"name":"lobby","location":"principal building","capacity":150}]}}';

interface OkEvent {
  readonly id: string;
  readonly name: string;
  readonly startdate: number;
  readonly enddate: number;
  readonly duration: number;
  readonly location: { readonly name: string; readonly country: string; readonly halls: readonly object[] };
}

const sample = JSON.parse(best) as Omit<OkEvent, 'id'>;

/** The sample under a name of its own, some days from now. */
function soon(changes: object = {}, days = 20): Omit<OkEvent, 'id'> {
  const startdate = Date.now() + days * dayMs;
  return { ...sample, name: unique('ok '), startdate, enddate: startdate + 7_200_000, ...changes };
}

async function create(body: object): Promise<OkEvent> {
  return bodyOf(await post<OkEvent>('/events', body), 201);
}

/** The list with what is behind its links. */
async function listAll(): Promise<OkEvent[]> {
  const all: OkEvent[] = [];
  for (let path: string | undefined = '/events'; path !== undefined; ) {
    const page: Answer<OkEvent[]> = await get<OkEvent[]>(path);
    all.push(...bodyOf(page, 200));
    path = /<([^>]+)>; rel="next"/.exec(String(page.headers['link']))?.[1];
  }
  return all;
}

describe('okevents', () => {
  it('saves exactly its JSON, with location and halls, and gives every field back as it was', async () => {
    const answer = await send<OkEvent>({ method: 'POST', path: '/events', raw: best });
    const { id, ...rest } = bodyOf(answer, 201);
    expect(rest).toEqual(sample);
    expect(answer.headers['location']).toBe(`/events/id/${id}`);
    expect((await get(`/events/id/${id}`)).body).toEqual({ id, ...sample });
    const event = (await get<EventResource>(`/v1/events/${id}`)).body;
    expect(event).toMatchObject({ name: 'best', status: 'published', duration: 120, totalSeats: 150, showCount: 1 });
    const location = (await get<Location>(`/v1/locations/${event.locationId}`)).body;
    expect(location).toMatchObject({ name: 'Paris fifa park', timeZone: 'UTC' });
    expect(location.halls).toMatchObject([{ name: 'lobby', location: 'principal building', capacity: 150 }]);
    const { items } = (await get<{ items: ShowResource[] }>(`/v1/events/${id}/shows`)).body;
    expect(items).toMatchObject([
      {
        startsAt: '1994-05-07T21:39:44.368Z',
        endsAt: '1994-05-07T23:39:44.368Z',
        tiers: [{ id: 'regular', capacity: 150, price: { amount: 0, currency: 'USD' } }],
      },
    ]);
  });

  it('finds by id and by name, in whatever case, and lists all', async () => {
    const created = await create(soon());
    expect((await get(`/events/id/${created.id}`)).body).toEqual(created);
    for (const name of [created.name, created.name.toUpperCase()]) {
      await expect.poll(async () => (await get(`/events/name/${encodeURIComponent(name)}`)).body).toEqual(created);
    }
    const all = await listAll();
    expect(all).toContainEqual(created);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('lists an event that has no show yet, once and without dates', async () => {
    const location = await createLocation();
    const { id, name } = await createEvent(location.id, { name: unique('lonely ') });
    await publish(id);
    const found = async () => (await listAll()).filter((one) => one.id === id);
    await expect.poll(found).toMatchObject([{ id, name, startdate: null, enddate: null }]);
  });

  it('lists what was made through the API of today too', async () => {
    const { event, location } = await openSale();
    const found = bodyOf(await get<OkEvent>(`/events/id/${event.id}`), 200);
    expect(found).toMatchObject({
      id: event.id,
      name: event.name,
      duration: 120,
      location: { name: location.name, country: 'DE', opentime: 10, closetime: 22 },
    });
  });

  it('has one show in each hall', async () => {
    const halls = [
      { name: 'one', capacity: 10 },
      { name: 'two', location: 'cellar', capacity: 20 },
    ];
    const created = await create(soon({ location: { ...sample.location, halls } }));
    expect(created.location.halls).toEqual(halls);
    const { items } = (await get<{ items: ShowResource[] }>(`/v1/events/${created.id}/shows`)).body;
    expect(items.map(({ totalSeats }) => totalSeats).toSorted((one, other) => one - other)).toEqual([10, 20]);
  });

  it.each([
    ['12', '/events/id/12'],
    ['an id that never was', '/events/id/evt_01h455vb4pex5vsknk084sn02q'],
    ['a name that never was', '/events/name/cea-that-never-was'],
    ['a name of white space', '/events/name/%20'],
    ['a name that is syntax', `/events/name/${encodeURIComponent('" OR *')}`],
    ['a name of 300 characters', `/events/name/${'x'.repeat(300)}`],
  ])('does not know %s', async (_what, path) => {
    expect(refusalOf(await get(path))).toEqual([404, 'not-found']);
  });

  it.each([
    ['an unknown field', { price: 3 }, '/price'],
    ['no name', { name: undefined }, '/name'],
    ['an invisible name', { name: '\u3164' }, '/name'],
    ['a time in words', { startdate: 'tomorrow' }, '/startdate'],
    ['half a millisecond', { startdate: 1.5 }, '/startdate'],
    ['a time beyond all calendars', { startdate: 9e15, enddate: 9e15 }, undefined],
    ['a duration of nothing', { duration: 0 }, '/duration'],
    ['an end two years later', { enddate: Date.now() + 800 * dayMs }, '/enddate'],
    ['no halls', { location: { ...sample.location, halls: [] } }, '/location/halls'],
    ['an hour too many', { location: { ...sample.location, closetime: 25 } }, '/location/closetime'],
    ['half an hour', { location: { ...sample.location, opentime: 9.5 } }, '/location/opentime'],
    [
      'a hall for nobody',
      { location: { ...sample.location, halls: [{ name: 'a', capacity: 0 }] } },
      '/location/halls/0/capacity',
    ],
    ['an unknown field of the location', { location: { ...sample.location, zip: '1' } }, '/location/zip'],
    ['a location in words', { location: 'Paris' }, '/location'],
  ])('refuses %s', async (_what, changes, pointer) => {
    const name = unique('refused ');
    const answer = await post('/events', soon({ name, ...changes }));
    if (pointer === undefined) expect(answer.status).toBe(400);
    else expectRefused(answer, { pointer });
    expect((await get(`/events/name/${encodeURIComponent(name)}`)).status).toBe(404);
  });

  it('is made once for one Idempotency-Key', async () => {
    const [body, headers] = [soon(), { 'idempotency-key': unique('key') }];
    const [first, second] = [
      await post<OkEvent>('/events', body, headers),
      await post<OkEvent>('/events', body, headers),
    ];
    expect([second.status, second.body]).toEqual([201, first.body]);
    const other = await post('/events', soon(), headers);
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  });
});

describe('POST /events/{id}/bookings', () => {
  it('holds seats of the next show on sale, under a name made for it', async () => {
    const { id } = await create(soon());
    const answer = await post<BookingResource>(`/events/${id}/bookings`, { seats: 3 });
    const booking = bodyOf(answer, 201);
    expect(booking).toMatchObject({ eventId: id, status: 'held', total: { amount: 0, currency: 'USD' } });
    expect(booking.tickets.map(({ tier }) => tier)).toEqual(['regular', 'regular', 'regular']);
    expect(booking.name).toMatch(/./);
    expect(answer.headers['location']).toBe(`/v1/bookings/${booking.id}`);
    expect(await tierOf(booking.showId)).toMatchObject({ held: 3, available: 147 });
    const paid = await post<BookingResource>(`/v1/bookings/${booking.id}/payment`, { method: 'free' });
    expect(paid.body.status).toBe('confirmed');
  });

  it('has a name of its own each time', async () => {
    const { id } = await create(soon());
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post<BookingResource>(`/events/${id}/bookings`, { seats: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(answers.map(({ body }) => body.name)).size).toBe(8);
  });

  it.each([0, 1.5, 11, -1, 1e9, '2', null])('refuses %j seats', async (seats) => {
    const { id } = await create(soon());
    expectRefused(await post(`/events/${id}/bookings`, { seats }), { pointer: '/seats' });
    expectRefused(await post(`/events/${id}/bookings`, { seats: 1, name: 'Ada' }), { pointer: '/name' });
  });

  it('refuses what is over, what is full and what never was', async () => {
    const past = await create({ ...sample, name: unique('past ') });
    expect(refusalOf(await post(`/events/${past.id}/bookings`, { seats: 1 }))).toEqual([409, 'no-show-on-sale']);
    const small = await create(soon({ location: { ...sample.location, halls: [{ name: 'a', capacity: 2 }] } }));
    await post(`/events/${small.id}/bookings`, { seats: 2 });
    expect(refusalOf(await post(`/events/${small.id}/bookings`, { seats: 1 }))).toEqual([409, 'tickets-unavailable']);
    for (const id of ['12', 'evt_01h455vb4pex5vsknk084sn02q']) {
      expect(refusalOf(await post(`/events/${id}/bookings`, { seats: 1 }))).toEqual([404, 'not-found']);
    }
  });

  it('holds once for one Idempotency-Key', async () => {
    const { id } = await create(soon());
    const headers = { 'idempotency-key': unique('key') };
    const first = await post<BookingResource>(`/events/${id}/bookings`, { seats: 2 }, headers);
    const second = await post<BookingResource>(`/events/${id}/bookings`, { seats: 2 }, headers);
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
    expect(await tierOf(first.body.showId)).toMatchObject({ held: 2 });
    const other = await post(`/events/${id}/bookings`, { seats: 3 }, headers);
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  });
});

describe('reserveTickets', () => {
  it('holds tickets by type, all of them or none', async () => {
    const { show, event } = await openSale();
    const wanted = { api_key: 'k', userId: unique('u'), eventId: event.id };
    const tickets = [
      { type: 'Regular', quantity: 2 },
      { type: 'vip', quantity: 1 },
    ];
    const booking = bodyOf(await post<BookingResource>('/reserveTickets', { ...wanted, tickets }), 201);
    expect(booking).toMatchObject({ userId: wanted.userId, showId: show.id, status: 'held', total: euros(14_900) });
    const more = {
      ...wanted,
      userId: unique('u'),
      tickets: [
        { type: 'regular', quantity: 2 },
        { type: 'vip', quantity: 10 },
      ],
    };
    expect(refusalOf(await post('/reserveTickets', more))[1]).toBeOneOf([
      'ticket-limit-exceeded',
      'tickets-unavailable',
    ]);
    expect(await tierOf(show.id)).toMatchObject({ held: 2 });
    const box = await post('/reserveTickets', { ...wanted, tickets: [{ type: 'box', quantity: 1 }] });
    expect(refusalOf(box)).toEqual([422, 'unknown-tier']);
    const many = await post('/reserveTickets', { ...wanted, tickets: [{ type: 'regular', quantity: 8 }] });
    expect(refusalOf(many)).toEqual([422, 'ticket-limit-exceeded']);
  });

  it.each([
    ['no user', { userId: undefined }, '/userId'],
    ['no tickets', { tickets: [] }, '/tickets'],
    ['half a ticket', { tickets: [{ type: 'regular', quantity: 0.5 }] }, '/tickets/0/quantity'],
    ['an unknown field', { name: 'Ada' }, '/name'],
    ['no event', { eventId: undefined }, '/eventId'],
    ['an event that is no text', { eventId: 12 }, '/eventId'],
    ['an event that is half a character', { eventId: '\ud800' }, '/eventId'],
  ])('refuses %s', async (_what, changes, pointer) => {
    const { event, show } = await openSale();
    const body = { userId: 'u', tickets: [{ type: 'regular', quantity: 1 }], eventId: event.id, ...changes };
    expectRefused(await post('/reserveTickets', body), { pointer });
    expect(await tierOf(show.id)).toMatchObject({ held: 0 });
  });

  it('does not know an event that never was', async () => {
    const body = { userId: 'u', tickets: [{ type: 'regular', quantity: 1 }], eventId: '12' };
    expect(refusalOf(await post('/reserveTickets', body))).toEqual([404, 'not-found']);
  });
});

describe('searchEvents', () => {
  interface Found {
    readonly EventID: string;
    readonly Title: string;
    readonly Seats: readonly { readonly Type: string; readonly Price: number; readonly Status: string }[];
  }
  const search = (query: Readonly<Record<string, string>>) =>
    get<Found[]>(`/searchEvents?${new URLSearchParams(query).toString()}`);

  it('answers in exactly its shape, by all of its parameters', async () => {
    const word = unique('found');
    const { event, show } = await openSale({
      event: { name: word, description: 'A night', language: 'en', tags: ['jazz'] },
    });
    const query = {
      api_key: 'k',
      user_id: 'u',
      keyword: word,
      lat_long: '52.5,13.4',
      radius: '5',
      start_time: String(Date.now()),
      end_time: new Date(Date.now() + 60 * dayMs).toISOString(),
      type: 'concert',
      userPreferences: 'jazz',
    };
    await expect.poll(async () => (await search(query)).body).toHaveLength(1);
    expect((await search(query)).body).toEqual([
      {
        EventID: event.id,
        Title: word,
        Description: 'A night',
        Duration: 120,
        Language: 'en',
        ReleaseDate: event.createdAt.slice(0, 10),
        Country: 'DE',
        StartTime: show.startsAt,
        EndTime: show.endsAt,
        Seats: [
          { Type: 'Regular', Price: 25, Status: 'Available' },
          { Type: 'VIP', Price: 99, Status: 'Available' },
        ],
      },
    ]);
    expect((await search({ ...query, type: 'circus' })).body).toEqual([]);
    expect((await search({ ...query, lat_long: '48.8,2.3' })).body).toEqual([]);
    await hold(show.id, [{ tier: 'vip', quantity: 10 }]);
    expect((await search(query)).body[0]?.Seats[1]).toEqual({ Type: 'VIP', Price: 99, Status: 'Held' });
  });

  it.each([
    ['JPY', 1500, 1500],
    ['KWD', 1500, 1.5],
    ['USD', 1999, 19.99],
  ])('gives a price in %s in the main unit', async (currency, amount, price) => {
    const word = unique('money');
    const tiers = [{ id: 'regular', name: 'Regular', price: { amount, currency }, capacity: 5 }];
    await openSale({ event: { name: word }, show: { tiers } });
    await expect
      .poll(async () => (await search({ keyword: word })).body[0]?.Seats)
      .toEqual([{ Type: 'Regular', Price: price, Status: 'Available' }]);
  });

  it.each([
    ['lat_long', '999,1'],
    ['lat_long', 'here'],
    ['radius', '5'],
    ['start_time', 'soon'],
    ['end_time', '99999999999999999999'],
    ['colour', 'red'],
    ['keyword', 'x'.repeat(201)],
  ])('refuses %s=%s by its own name', async (name, value) => {
    const answer = await search({ [name]: value });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.map(({ pointer }) => pointer)).toEqual([`?${name}`]);
  });

  it.each(['"', 'NEAR(', '*', 'a OR', '🎪'])('takes %j as words', async (keyword) => {
    expect([200, 400]).toContain((await search({ keyword })).status);
  });
});

it('keeps the sale the same for both shapes', async () => {
  const { id } = await create(soon());
  const { showId } = bodyOf(await post<BookingResource>(`/events/${id}/bookings`, { seats: 1 }), 201);
  await hold(showId, regular(2));
  const { tiers } = (await get<Availability>(`/v1/shows/${showId}/availability`)).body;
  expect(tiers).toMatchObject([{ id: 'regular', held: 3 }]);
});
