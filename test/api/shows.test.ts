import type { BookingResource, ShowPlan, ShowResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  availabilityOf,
  bodyOf,
  createEvent,
  createLocation,
  dayMs,
  euros,
  hallOf,
  heard,
  inMs,
  onlyRegular,
  openSale,
  publish,
  scheduleShow,
  showBody,
  tierOf,
} from './catalogue.ts';
import { hold, pay, problemOf, readBooking, refusalOf, regular, tryHold } from './sale.ts';
import { get, patch, post, remove } from './subject.ts';

async function draft() {
  const location = await createLocation();
  const event = await createEvent(location.id);
  return { location, event, hallId: hallOf(location), path: `/v1/events/${event.id}/shows` };
}

it('is scheduled with its place, time and tiers, and reads back the same', async () => {
  const { event, location, hallId, path } = await draft();
  const created = await post<ShowResource>(path, showBody(hallId));
  const show = bodyOf(created, 201);
  expect(created.headers['location']).toBe(`/v1/shows/${show.id}`);
  expect(show).toMatchObject({
    eventId: event.id,
    locationId: location.id,
    hallId,
    status: 'scheduled',
    timeZone: 'Europe/Berlin',
    salesCloseAt: show.startsAt,
    totalSeats: 110,
    policy: { holdSeconds: 600, offerSeconds: 600, holdExtensions: 0, maxTicketsPerUser: 10, uniqueNames: true },
    tiers: [
      { id: 'regular', name: 'Regular', price: euros(2500), capacity: 100, isSeated: false },
      { id: 'vip', name: 'VIP', price: euros(9900), capacity: 10, isSeated: false },
    ],
  });
  expect((await get<ShowResource>(`/v1/shows/${show.id}`)).body).toEqual(show);
});

it('answers instants that came with an offset in UTC', async () => {
  const { hallId, path } = await draft();
  const year = new Date().getUTCFullYear() + 2;
  const body = showBody(hallId, {
    startsAt: `${year}-05-01T20:00:00+02:00`,
    endsAt: `${year}-05-01T22:30:00.5+02:00`,
    doorsAt: `${year}-05-01T12:15:00-05:45`,
    salesOpenAt: `${year}-01-01T00:00:00+14:00`,
    salesCloseAt: `${year}-05-01T20:30:00+02:00`,
    policy: { cancellableUntil: `${year}-04-30T23:59:59-11:00` },
  });
  expect(bodyOf(await post<ShowResource>(path, body), 201)).toMatchObject({
    startsAt: `${year}-05-01T18:00:00.000Z`,
    endsAt: `${year}-05-01T20:30:00.500Z`,
    doorsAt: `${year}-05-01T18:00:00.000Z`,
    salesOpenAt: `${year - 1}-12-31T10:00:00.000Z`,
    salesCloseAt: `${year}-05-01T18:30:00.000Z`,
    policy: { cancellableUntil: `${year}-05-01T10:59:59.000Z` },
  });
});

it.each([
  ['JPY', 0],
  ['KWD', 3],
  ['USD', 2],
  ['INR', 2],
  ['CLF', 4],
])('sells in %s, in minor units throughout', async (currency) => {
  const tiers = [{ id: 'regular', name: 'Regular', price: { amount: 1999, currency }, capacity: 5 }];
  const { show, event } = await openSale({ show: { tiers } });
  const held = await hold(show.id, regular(2));
  expect(held.total).toEqual({ amount: 3998, currency });
  expect((await pay(held.id)).total).toEqual({ amount: 3998, currency });
  expect((await get(`/v1/events/${event.id}`)).body).toMatchObject({ priceFrom: { amount: 1999, currency } });
});

it('is listed with its event by start, cancelled or not', async () => {
  const { event, hallId, path } = await draft();
  const at = (day: number) => ({ startsAt: inMs(day * dayMs), endsAt: inMs(day * dayMs + 3_600_000) });
  const ids: Record<number, string> = {};
  for (const day of [3, 1, 2]) ids[day] = (await scheduleShow(event.id, showBody(hallId, at(day)))).id;
  await post(`/v1/shows/${ids[2]}/cancel`, {});
  const first = await get<{ items: ShowResource[]; next: string }>(`${path}?limit=2`);
  expect(first.body.items.map(({ id, status }) => [id, status])).toEqual([
    [ids[1], 'scheduled'],
    [ids[2], 'cancelled'],
  ]);
  const rest = await get<{ items: ShowResource[]; next: null }>(
    `${path}?limit=2&cursor=${encodeURIComponent(first.body.next)}`,
  );
  expect([rest.body.items.map(({ id }) => id), rest.body.next]).toEqual([[ids[3]], null]);
});

describe('a hall', () => {
  it('has one show at a time, and the next may begin when the last ends', async () => {
    const { event, hallId, path } = await draft();
    const show = await scheduleShow(event.id, showBody(hallId));
    for (const [startsAt, endsAt] of [
      [show.startsAt, show.endsAt],
      [inMs(30 * dayMs + 60_000), inMs(30 * dayMs + 120_000)],
      [inMs(29 * dayMs), inMs(31 * dayMs)],
      [inMs(29 * dayMs), inMs(30 * dayMs + 60_000)],
    ] as const) {
      const answer = await post(path, showBody(hallId, { startsAt, endsAt }));
      expect(refusalOf(answer)).toEqual([409, 'hall-occupied']);
      expect(problemOf(answer)).toMatchObject({ show: { id: show.id, startsAt: show.startsAt } });
    }
    const next = { startsAt: show.endsAt, endsAt: inMs(31 * dayMs) };
    expect((await post(path, showBody(hallId, next))).status).toBe(201);
  });

  it('is free again when its show is cancelled or moved', async () => {
    const { event, hallId, path } = await draft();
    const body = showBody(hallId);
    const first = await scheduleShow(event.id, body);
    await post(`/v1/shows/${first.id}/cancel`, {});
    await expect.poll(async () => (await post(path, body)).status).toBe(201);
    const { items } = (await get<{ items: ShowResource[] }>(path)).body;
    const second = items.find(({ status }) => status === 'scheduled');
    const later = { startsAt: inMs(40 * dayMs), endsAt: inMs(41 * dayMs) };
    expect((await patch(`/v1/shows/${second?.id}`, later)).status).toBe(200);
    await expect.poll(async () => (await post(path, body)).status).toBe(201);
  });

  it('of another location is not the event’s', async () => {
    const { path } = await draft();
    const elsewhere = await createLocation();
    const answer = await post(path, showBody(hallOf(elsewhere)));
    expect(refusalOf(answer)).toEqual([422, 'unknown-hall']);
    expect(problemOf(answer).errors).toMatchObject([{ pointer: '/hallId' }]);
  });
});

describe('a change', () => {
  it('of times is what a reader and the sale see', async () => {
    const { show } = await openSale();
    const salesOpenAt = inMs(3_600_000);
    const changed = bodyOf(await patch<ShowResource>(`/v1/shows/${show.id}`, { salesOpenAt }), 200);
    expect(changed).toMatchObject({ salesOpenAt, startsAt: show.startsAt });
    expect((await get<ShowResource>(`/v1/shows/${show.id}`)).body).toEqual(changed);
    await expect.poll(async () => refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'sales-not-open']);
  });

  it('of a price counts for whoever comes later; what is held keeps its own', async () => {
    const { show } = await openSale({ show: onlyRegular(10, 1000) });
    const before = await hold(show.id);
    await patch(`/v1/shows/${show.id}`, onlyRegular(10, 1200));
    await expect.poll(async () => (await availabilityOf(show.id)).tiers[0]?.price.amount).toBe(1200);
    expect((await hold(show.id)).total.amount).toBe(1200);
    expect((await pay(before.id)).total.amount).toBe(1000);
  });

  it('of capacity gives more to sell, and less only down to what is taken', async () => {
    const { show } = await openSale({ show: onlyRegular(5) });
    await pay((await hold(show.id, regular(4))).id);
    await expect
      .poll(async () => {
        const answer = await patch(`/v1/shows/${show.id}`, onlyRegular(3));
        // As long as the Event Service has not heard of the sale it takes the wish; then it is wished back.
        if (answer.status === 200) await patch(`/v1/shows/${show.id}`, onlyRegular(5));
        return refusalOf(answer);
      })
      .toEqual([409, 'capacity-below-sold']);
    expect((await get<ShowResource>(`/v1/shows/${show.id}`)).body.totalSeats).toBe(5);
    expect((await patch(`/v1/shows/${show.id}`, onlyRegular(4))).status).toBe(200);
    await expect.poll(() => tierOf(show.id)).toMatchObject({ available: 0, booked: 4 });
    expect((await patch(`/v1/shows/${show.id}`, onlyRegular(9))).status).toBe(200);
    await expect.poll(() => tierOf(show.id)).toMatchObject({ available: 5, booked: 4 });
  });

  it('made for another version is refused', async () => {
    const { show } = await openSale();
    const { headers } = await get(`/v1/shows/${show.id}`);
    const changed = await patch<ShowResource>(`/v1/shows/${show.id}`, { doorsAt: inMs(29 * dayMs) });
    const late = await patch(`/v1/shows/${show.id}`, onlyRegular(1), { 'if-match': String(headers.etag) });
    expect(refusalOf(late)).toEqual([412, 'version-conflict']);
    expect((await get<ShowResource>(`/v1/shows/${show.id}`)).body).toEqual(changed.body);
  });
});

it('can be added after publishing', async () => {
  const { location, event } = await openSale();
  const times = { startsAt: inMs(50 * dayMs), endsAt: inMs(51 * dayMs) };
  const show = await scheduleShow(event.id, showBody(hallOf(location), times));
  await heard(show.id);
  await hold(show.id);
});

it('cancelled, gives all money back and sells nothing any more', async () => {
  const { show } = await openSale({ show: onlyRegular(10) });
  const [held, booked] = [await hold(show.id, regular(1)), await hold(show.id, regular(2))];
  await pay(booked.id);
  const cancelled = bodyOf(await post<ShowResource>(`/v1/shows/${show.id}/cancel`, {}), 200);
  expect(cancelled.status).toBe('cancelled');
  expect((await post(`/v1/shows/${show.id}/cancel`, {})).status).toBe(200);
  await expect.poll(async () => (await readBooking(booked.id)).payment).toMatchObject({ refunded: { amount: 5000 } });
  expect((await readBooking(booked.id)).status).toBe('cancelled');
  const late = await post(`/v1/bookings/${held.id}/payment`, { method: 'test', token: 'tok_ok' });
  expect(late.status).toBeGreaterThanOrEqual(409);
  expect(refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'show-cancelled']);
  expect(refusalOf(await patch(`/v1/shows/${show.id}`, onlyRegular(20)))).toEqual([409, 'show-cancelled']);
});

it('lets a booking be cancelled until the instant its policy says, and not after', async () => {
  const { show } = await openSale({ show: { ...onlyRegular(4), policy: { cancellableUntil: inMs(-1000) } } });
  const booked = await pay((await hold(show.id, regular(2))).id);
  expect(refusalOf(await remove(`/v1/bookings/${booked.id}`))).toEqual([409, 'not-cancellable']);
  expect((await readBooking(booked.id)).status).toBe('confirmed');
  const open = await openSale({ show: onlyRegular(4) });
  const other = await pay((await hold(open.show.id, regular(2))).id);
  const cancelled = await remove<BookingResource>(`/v1/bookings/${other.id}`);
  expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
  expect(await tierOf(open.show.id)).toMatchObject({ available: 4, booked: 0 });
});

it('has a plan that never changes under its version', async () => {
  const tiers = [{ id: 'regular', name: 'Regular', price: euros(100), seats: ['A-1..3', 'B-1', 'B-2'] }];
  const { show } = await openSale({ show: { tiers } });
  const plan = await get<ShowPlan>(`/v1/shows/${show.id}/plan`);
  expect(plan.body.rows.map(({ key, seats }) => [key, seats.map(({ id }) => id)])).toEqual([
    ['A', ['A-1', 'A-2', 'A-3']],
    ['B', ['B-1', 'B-2']],
  ]);
  const fixed = await get<ShowPlan>(`/v1/shows/${show.id}/plan?version=${plan.body.version}`);
  expect(fixed.headers['cache-control']).toContain('immutable');
  expect(fixed.body).toEqual(plan.body);
  expect((await get(`/v1/shows/${show.id}/plan?version=${plan.body.version + 1}`)).status).toBe(404);
});

it('of general admission has no plan to read', async () => {
  const { show } = await openSale();
  const answer = await get<ShowPlan>(`/v1/shows/${show.id}/plan`);
  if (answer.status === 200) expect(answer.body.rows).toEqual([]);
  else expect(refusalOf(answer)).toEqual([404, 'not-found']);
});

it('is published with its event at once', async () => {
  const { event, hallId } = await draft();
  const show = await scheduleShow(event.id, showBody(hallId));
  await publish(event.id);
  await expect.poll(async () => (await tryHold(show.id, regular(1))).status).toBe(201);
});
