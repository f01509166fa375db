import type { BookingResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { eventMessage, seatedShow, showMessage, smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { order } from './world.ts';

async function openShow(show = showMessage()): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

describe('holding tickets', () => {
  it('holds them all, with no Event Service alive', async () => {
    const showId = await openShow();
    const { status, body } = await process.post(`/v1/shows/${showId}/bookings`, {
      userId: 'ada',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      tickets: [
        { tier: 'regular', quantity: 2, names: ['Ada', 'Charles'] },
        { tier: 'vip', quantity: 1 },
      ],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      showId,
      userId: 'ada',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      status: 'held',
      total: { amount: 14_900, currency: 'EUR' },
      heldAt: '2031-05-01T12:00:00.000Z',
      expiresAt: '2031-05-01T12:10:00.000Z',
      expiresInSeconds: 600,
    });
    expect(body.code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
    expect(body.tickets.map(({ tier, name }) => [tier, name])).toEqual([
      ['regular', 'Ada'],
      ['regular', 'Charles'],
      ['vip', undefined],
    ]);
    expect((await process.get(`/v1/bookings/${body.id}`)).body).toEqual(body);
    const { tiers, version } = await process.availability(showId);
    expect(version).toBe(body.version);
    expect(tiers).toMatchObject([
      { id: 'regular', available: 98, held: 2, booked: 0, capacity: 100 },
      { id: 'vip', available: 3, held: 1, booked: 0, capacity: 4 },
    ]);
  });

  it('gives the best seats together, and seats by name', async () => {
    const showId = await openShow(seatedShow());
    const path = `/v1/shows/${showId}/bookings`;
    const two = await process.post(path, order({ tier: 'stalls', quantity: 2 }));
    expect(two.body.tickets.map(({ seat }) => seat)).toEqual(['Stalls/A-1', 'Stalls/A-2']);
    const seats = ['Stalls/B-5', 'Stalls/B-6'];
    const named = await process.post(path, { userId: 'bob', name: 'Bob', tickets: [{ tier: 'stalls', seats }] });
    expect(named.body.tickets.map(({ seat }) => seat)).toEqual(seats);
    const { body } = await process.get(`/v1/shows/${showId}/availability?seats=true`);
    expect(body).toMatchObject({ seats: { 'Stalls/A': 'hhaaaaaaaa', 'Stalls/B': 'aaaahhaaaa' } });
  });

  it('takes all or nothing', async () => {
    const showId = await openShow();
    const tickets = [
      { tier: 'regular', quantity: 1 },
      { tier: 'vip', quantity: 5 },
    ];
    const { status, body } = await process.post(`/v1/shows/${showId}/bookings`, { userId: 'u', name: 'U', tickets });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'tickets-unavailable',
      shortages: [{ tier: 'vip', wanted: 5, available: 4, heldTickets: 0 }],
      waitlist: false,
      heldTickets: 0,
    });
    expect((await process.availability(showId)).tiers[0]?.available).toBe(100);
  });

  it.each([
    ['the same name again', { name: ' MAX  mustermann' }, 409, 'name-already-booked'],
    ['an unknown tier', { tickets: [{ tier: 'royal', quantity: 1 }] }, 422, 'unknown-tier'],
    ['a seat in general admission', { tickets: [{ tier: 'regular', seats: ['A-1'] }] }, 400, 'validation-failed'],
    ['too many tickets', { tickets: [{ tier: 'regular', quantity: 10 }] }, 422, 'ticket-limit-exceeded'],
    ['no tickets', { tickets: [] }, 400, 'validation-failed'],
    ['none of a tier', { tickets: [{ tier: 'regular', quantity: 0 }] }, 400, 'validation-failed'],
    ['eleven of a tier', { tickets: [{ tier: 'regular', quantity: 11 }] }, 400, 'validation-failed'],
    ['a part of a ticket', { tickets: [{ tier: 'regular', quantity: 1.5 }] }, 400, 'validation-failed'],
    ['an invisible name', { name: '\u200b \u2060' }, 400, 'validation-failed'],
    ['an unknown field', { vip: true }, 400, 'validation-failed'],
  ])('refuses %s', async (_what, changes, status, code) => {
    const showId = await openShow();
    const path = `/v1/shows/${showId}/bookings`;
    const first = { userId: 'max', name: 'Max Mustermann', tickets: [{ tier: 'regular', quantity: 1 }] };
    expect((await process.post(path, first)).status).toBe(201);
    const refused = await process.post(path, { ...first, name: 'Another', ...changes });
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await process.availability(showId)).tiers[0]?.held).toBe(1);
  });

  it('points at what is wrong', async () => {
    const showId = await openShow(seatedShow());
    const path = `/v1/shows/${showId}/bookings`;
    const send = (line: object) =>
      process.post<{ errors: { pointer: string }[] }>(path, { userId: 'u', name: 'U', tickets: [line] });
    const pointers = async (line: object) => (await send(line)).body.errors.map(({ pointer }) => pointer);
    expect(await pointers({ tier: 'royal', quantity: 1 })).toEqual(['/tickets/0/tier']);
    expect(await pointers({ tier: 'stalls', seats: ['Stalls/Z-1'] })).toEqual(['/tickets/0/seats']);
    expect(await pointers({ tier: 'stalls', seats: ['Stalls/A-1', 'Stalls/A-1'] })).toEqual(['/tickets/0/seats']);
    expect(await pointers({ tier: 'stalls', quantity: 1, names: ['A', 'B'] })).toEqual(['/tickets/0/names']);
  });

  it('knows no show it was never told of', async () => {
    const unknown = showMessage().id;
    expect((await process.post(`/v1/shows/${unknown}/bookings`, order())).status).toBe(404);
    expect((await process.get(`/v1/shows/${unknown}/availability`)).status).toBe(404);
    expect((await process.get(`/v1/shows/${unknown}/ledger`)).status).toBe(404);
    expect((await process.get('/v1/shows/nonsense/availability')).status).toBe(404);
  });
});

describe('the time of sales', () => {
  it('begins and ends when the organizer says', async () => {
    const showId = await openShow(
      showMessage({ salesOpenAt: '2031-05-01T13:00:00Z', salesCloseAt: '2031-05-01T14:00:00Z' }),
    );
    const hold = () => process.post(`/v1/shows/${showId}/bookings`, order());
    expect((await hold()).body).toMatchObject({ code: 'sales-not-open', opensAt: '2031-05-01T13:00:00.000Z' });
    world.time.advance(60 * 60_000);
    expect((await hold()).status).toBe(201);
    world.time.advance(60 * 60_000);
    expect((await hold()).body).toMatchObject({ code: 'sales-closed', closedAt: '2031-05-01T14:00:00.000Z' });
  });

  it('waits for the event to be published, in whatever order the news comes', async () => {
    const show = showMessage({ eventStatus: 'draft', version: 3 });
    const published = eventMessage({ id: show.eventId, status: 'published', version: 4 });
    await world.tell('myevents.event.published', published);
    await world.tell('myevents.show.scheduled', show);
    expect((await process.post(`/v1/shows/${show.id}/bookings`, order())).status).toBe(201);
    const later = showMessage({ eventStatus: 'draft', version: 3 });
    await world.tell('myevents.show.scheduled', later);
    const hold = () => process.post(`/v1/shows/${later.id}/bookings`, order());
    expect((await hold()).body.code).toBe('sales-not-open');
    await world.tell('myevents.event.published', { ...published, id: later.eventId });
    expect((await hold()).status).toBe(201);
  });

  it('ends with the cancelled event', async () => {
    const showId = await openShow();
    const held = await process.post(`/v1/shows/${showId}/bookings`, order());
    const show = { ...showMessage({ id: showId }), eventId: held.body.eventId };
    await world.tell('myevents.event.cancelled', eventMessage({ id: show.eventId, status: 'cancelled', version: 9 }));
    expect((await process.post(`/v1/shows/${showId}/bookings`, order())).body.code).toBe('show-cancelled');
    world.time.advance(1_500);
    const read = () => process.get<BookingResource>(`/v1/bookings/${held.body.id}`);
    await expect.poll(async () => (await read()).body.status).toBe('released');
  });
});

describe('holds that end', () => {
  it('frees the tickets of a released hold, once', async () => {
    const showId = await openShow(smallShow(1));
    const held = await process.post(`/v1/shows/${showId}/bookings`, order());
    const released = await process.delete(`/v1/bookings/${held.body.id}`);
    expect([released.status, released.body.status]).toEqual([200, 'released']);
    expect((await process.availability(showId)).tiers[0]?.available).toBe(1);
    const again = await process.delete(`/v1/bookings/${held.body.id}`);
    expect([again.status, again.body.status]).toEqual([200, 'released']);
    expect((await process.post(`/v1/shows/${showId}/bookings`, order())).status).toBe(201);
  });

  it('expires a hold for every reader at the very millisecond', async () => {
    const showId = await openShow(smallShow(1));
    const held = await process.post(`/v1/shows/${showId}/bookings`, order());
    const read = async () => (await process.get<BookingResource>(`/v1/bookings/${held.body.id}`)).body;
    world.time.advance(599_999);
    expect(await read()).toMatchObject({ status: 'held', expiresInSeconds: 0.001 });
    world.time.advance(1);
    expect(await read()).toMatchObject({ status: 'expired', expiresInSeconds: 0, endedAt: held.body.expiresAt });
    expect((await process.availability(showId)).tiers[0]).toMatchObject({ available: 1, held: 0 });
  });

  it('expires holds without any traffic, and tells of it', async () => {
    const showId = await openShow(smallShow(2));
    await process.post(`/v1/shows/${showId}/bookings`, order());
    world.time.advance(600_000);
    await expect.poll(() => world.heard.map(({ type }) => type)).toContain('myevents.booking.expired');
    expect(world.heard.at(-1)?.data).toMatchObject({ status: 'expired', show: { tiers: [{ held: 0, booked: 0 }] } });
  });

  it('gives one ticket back, and ends with the last', async () => {
    const showId = await openShow(smallShow(3));
    const { body } = await process.post(`/v1/shows/${showId}/bookings`, order({ quantity: 2 }));
    const [first, second] = body.tickets;
    const one = await process.delete(`/v1/bookings/${body.id}/tickets/${first?.id}`);
    expect(one.body).toMatchObject({ status: 'held', tickets: [{ id: second?.id }], total: { amount: 1000 } });
    expect((await process.delete(`/v1/bookings/${body.id}/tickets/${first?.id}`)).status).toBe(404);
    const none = await process.delete(`/v1/bookings/${body.id}/tickets/${second?.id}`);
    expect(none.body.status).toBe('released');
  });

  it('is extended as often as the show allows', async () => {
    const showId = await openShow();
    const { body } = await process.post(`/v1/shows/${showId}/bookings`, order());
    const extend = () => process.post(`/v1/bookings/${body.id}/extension`, {});
    expect((await extend()).body).toMatchObject({ expiresAt: '2031-05-01T12:20:00.000Z', expiresInSeconds: 1200 });
    const again = await extend();
    expect([again.status, again.body.code]).toEqual([409, 'not-extendable']);
  });
});
