import type { BookingResource, EventResource, Location, ShowResource, UserResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  availabilityOf,
  createEvent,
  createLocation,
  eventBody,
  hallOf,
  locationBody,
  onlyRegular,
  openSale,
  showBody,
  tierOf,
  unique,
} from './catalogue.ts';
import { buyer, hold, pay, problemOf, readBooking, refusalOf, regular, tryHold, tryJoin, tryPay } from './sale.ts';
import { get, patch, post, remove } from './subject.ts';

const keyed = (key: string) => ({ 'idempotency-key': key });

describe('a hold', () => {
  it('repeated with its key, is the same one, as it was made', async () => {
    const { show } = await openSale({ show: onlyRegular(10) });
    const [who, key] = [buyer(), unique('key')];
    const first = await tryHold(show.id, regular(2), { who, key });
    const second = await tryHold(show.id, regular(2), { who, key });
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers['location']).toBe(first.headers['location']);
    await pay(first.body.id);
    const third = await tryHold(show.id, regular(2), { who, key });
    expect([third.status, third.body]).toEqual([201, first.body]);
    await remove(`/v1/bookings/${first.body.id}`);
    const fourth = await tryHold(show.id, regular(2), { who, key });
    expect([fourth.status, fourth.body]).toEqual([201, first.body]);
    expect(await tierOf(show.id)).toMatchObject({ available: 10, held: 0, booked: 0 });
  });

  it('repeated with another body, is refused', async () => {
    const { show } = await openSale();
    const [who, key] = [buyer(), unique('key')];
    await hold(show.id, regular(2), { who, key });
    const before = await availabilityOf(show.id);
    expect(refusalOf(await tryHold(show.id, regular(3), { who, key }))).toEqual([422, 'idempotency-key-reused']);
    expect(await availabilityOf(show.id)).toEqual(before);
  });

  it('is the same whatever the order of its fields', async () => {
    const { show } = await openSale();
    const [who, key] = [buyer(), unique('key')];
    const first = await post<BookingResource>(
      `/v1/shows/${show.id}/bookings`,
      { ...who, tickets: [{ tier: 'vip', quantity: 1 }] },
      keyed(key),
    );
    const second = await post<BookingResource>(
      `/v1/shows/${show.id}/bookings`,
      { tickets: [{ quantity: 1, tier: 'vip' }], name: who.name, userId: who.userId },
      keyed(key),
    );
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
  });

  it('refused, is decided anew', async () => {
    const { show } = await openSale({ show: onlyRegular(2) });
    const first = await hold(show.id, regular(2));
    const [who, key] = [buyer(), unique('key')];
    expect(refusalOf(await tryHold(show.id, regular(1), { who, key }))).toEqual([409, 'tickets-unavailable']);
    await remove(`/v1/bookings/${first.id}`);
    expect((await tryHold(show.id, regular(1), { who, key })).status).toBe(201);
  });

  it('has keys per user, and per show only one of each', async () => {
    const { show } = await openSale();
    const key = unique('key');
    const one = await hold(show.id, regular(1), { key });
    const other = await hold(show.id, regular(1), { key });
    expect(other.id).not.toBe(one.id);
  });

  it('keeps its answer through an extension, a returned ticket and an expiry', async () => {
    const { show } = await openSale({ show: { ...onlyRegular(5), policy: { holdSeconds: 1, holdExtensions: 1 } } });
    const [who, key] = [buyer(), unique('key')];
    const first = await hold(show.id, regular(2), { who, key });
    await remove(`/v1/bookings/${first.id}/tickets/${first.tickets[0]?.id}`);
    await expect.poll(async () => (await readBooking(first.id)).status).toBe('expired');
    const again = await tryHold(show.id, regular(2), { who, key });
    expect([again.status, again.body]).toEqual([201, first]);
    expect(await tierOf(show.id)).toMatchObject({ available: 5, held: 0 });
  });
});

it('joins the line once', async () => {
  const { show } = await openSale({ show: onlyRegular(1) });
  const first = await hold(show.id);
  const [who, key] = [buyer(), unique('key')];
  const joined = await tryJoin(show.id, 1, { who, key });
  const again = await tryJoin(show.id, 1, { who, key });
  expect([again.status, again.body]).toEqual([201, joined.body]);
  await remove(`/v1/bookings/${first.id}`);
  const later = await tryJoin(show.id, 1, { who, key });
  expect([later.status, later.body]).toEqual([201, joined.body]);
  expect(await tierOf(show.id)).toMatchObject({ waiting: 0, held: 1 });
});

describe('a payment', () => {
  it('repeated, is made once', async () => {
    const { show } = await openSale();
    const held = await hold(show.id);
    const key = unique('key');
    const first = await tryPay(held.id, 'tok_ok', keyed(key));
    const again = await tryPay(held.id, 'tok_ok', keyed(key));
    expect([first.status, again.status, again.body.status]).toEqual([200, 200, 'confirmed']);
    expect(refusalOf(await tryPay(held.id, 'tok_slow', keyed(key)))).toEqual([422, 'idempotency-key-reused']);
    const { items } = (await get<{ items: { type: string }[] }>(`/v1/bookings/${held.id}/history`)).body;
    expect(items.filter(({ type }) => type === 'PaymentStarted')).toHaveLength(1);
  });

  it('repeated while the bank thinks, joins the first', async () => {
    const { show } = await openSale();
    const held = await hold(show.id);
    const key = unique('key');
    const first = tryPay(held.id, 'tok_slow', keyed(key));
    await expect.poll(async () => (await readBooking(held.id)).payment?.status).toBe('pending');
    const again = await tryPay(held.id, 'tok_slow', keyed(key));
    expect([200, 202]).toContain(again.status);
    expect((await first).status).toBe(200);
    const { items } = (await get<{ items: { type: string }[] }>(`/v1/bookings/${held.id}/history`)).body;
    expect(items.filter(({ type }) => type === 'PaymentStarted')).toHaveLength(1);
  });
});

it('extends once', async () => {
  const { show } = await openSale({ show: { policy: { holdExtensions: 1 } } });
  const held = await hold(show.id);
  const key = unique('key');
  const first = await post<BookingResource>(`/v1/bookings/${held.id}/extension`, {}, keyed(key));
  const again = await post<BookingResource>(`/v1/bookings/${held.id}/extension`, {}, keyed(key));
  expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
});

describe('the catalogue', () => {
  it('makes a location once', async () => {
    const [body, key] = [locationBody(), unique('key')];
    const first = await post<Location>('/v1/locations', body, keyed(key));
    await patch(`/v1/locations/${first.body.id}`, { name: unique() });
    const again = await post<Location>('/v1/locations', body, keyed(key));
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await post('/v1/locations', locationBody(), keyed(key));
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  });

  it('makes an event once', async () => {
    const location = await createLocation();
    const [body, key] = [eventBody(location.id), unique('key')];
    const first = await post<EventResource>('/v1/events', body, keyed(key));
    await post(`/v1/events/${first.body.id}/publish`, {}, keyed(key));
    const again = await post<EventResource>('/v1/events', body, keyed(key));
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await post('/v1/events', eventBody(location.id), keyed(key));
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  });

  it('schedules a show once', async () => {
    const location = await createLocation();
    const event = await createEvent(location.id);
    const [body, key] = [showBody(hallOf(location)), unique('key')];
    const path = `/v1/events/${event.id}/shows`;
    const first = await post<ShowResource>(path, body, keyed(key));
    const again = await post<ShowResource>(path, body, keyed(key));
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    const { items } = (await get<{ items: ShowResource[] }>(path)).body;
    expect(items.map(({ id }) => id)).toEqual([first.body.id]);
    const other = await post(path, showBody(hallOf(location), onlyRegular(1)), keyed(key));
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  });

  it('cancels a show once', async () => {
    const { show } = await openSale();
    const key = unique('key');
    for (let n = 0; n < 2; n += 1) {
      const answer = await post<ShowResource>(`/v1/shows/${show.id}/cancel`, {}, keyed(key));
      expect([answer.status, answer.body.status]).toEqual([200, 'cancelled']);
    }
  });
});

it('makes a user once, with an id or without', async () => {
  for (const body of [{ id: unique('user-'), name: 'Ada' }, { name: 'Ada' }]) {
    const key = unique('key');
    const first = await post<UserResource>('/v1/users', body, keyed(key));
    await patch(`/v1/users/${first.body.id}`, { name: 'Countess' });
    const again = await post<UserResource>('/v1/users', body, keyed(key));
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await post('/v1/users', { ...body, name: 'Eve' }, keyed(key));
    expect(refusalOf(other)).toEqual([422, 'idempotency-key-reused']);
  }
});

describe('a key', () => {
  it.each([
    ['of nothing', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['with a space inside', 'a b'],
    ['beyond ASCII', 'zo\u00eb'],
  ])('%s is refused on every route', async (_what, key) => {
    const { show } = await openSale();
    const before = await availabilityOf(show.id);
    const answers = [
      await post(`/v1/shows/${show.id}/bookings`, { ...buyer(), tickets: regular(1) }, keyed(key)),
      await post(`/v1/shows/${show.id}/waitlist`, { ...buyer(), tickets: regular(1) }, keyed(key)),
      await post('/v1/locations', locationBody(), keyed(key)),
      await post('/v1/users', {}, keyed(key)),
      await post(`/v1/shows/${show.id}/cancel`, {}, keyed(key)),
    ];
    for (const answer of answers) {
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(JSON.stringify(problemOf(answer))).toContain('Idempotency-Key');
    }
    expect(await availabilityOf(show.id)).toEqual(before);
  });

  it('of 255 characters is fine', async () => {
    const { show } = await openSale();
    expect((await tryHold(show.id, regular(1), { key: unique('k').padEnd(255, '~') })).status).toBe(201);
  });
});
