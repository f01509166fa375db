import type { EventHit, EventResource, ShowResource } from '@myevents/contracts';
import { expect, it } from 'vitest';
import {
  bodyOf,
  createEvent,
  createLocation,
  eventBody,
  hallOf,
  heard,
  inMs,
  openSale,
  publish,
  scheduleShow,
  showBody,
  tierOf,
  unique,
} from './catalogue.ts';
import { expectRefused } from './refused.ts';
import { hold, pay, readBooking, refusalOf, regular, tryHold, tryJoin } from './sale.ts';
import { get, patch, post } from './subject.ts';

interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

async function foundAt(locationId: string): Promise<string[]> {
  const { items } = bodyOf(await get<List<EventHit>>(`/v1/locations/${locationId}/events`), 200);
  return items.map(({ id }) => id);
}

it('is born a draft with all that was given, and reads back the same', async () => {
  const location = await createLocation();
  const body = eventBody(location.id, {
    description: 'Two lines\nof text with 🎪',
    language: 'pt-BR',
    tags: ['jazz', 'late night'],
    metadata: { 'erp.id': '12' },
  });
  const created = await post<EventResource>('/v1/events', body);
  const event = bodyOf(created, 201);
  expect(created.headers['location']).toBe(`/v1/events/${event.id}`);
  expect(event).toMatchObject({
    ...body,
    status: 'draft',
    totalSeats: 0,
    showCount: 0,
    version: 1,
    location: { id: location.id, name: location.name, address: location.address, timeZone: 'Europe/Berlin' },
  });
  expect((await get<EventResource>(`/v1/events/${event.id}`)).body).toEqual(event);
});

it('is found only once it is published', async () => {
  const location = await createLocation();
  const event = await createEvent(location.id);
  await scheduleShow(event.id, showBody(hallOf(location)));
  expect(await foundAt(location.id)).toEqual([]);
  expect((await publish(event.id)).status).toBe('published');
  await expect.poll(() => foundAt(location.id)).toEqual([event.id]);
  expect((await publish(event.id)).status).toBe('published');
});

it('sells nothing of a draft', async () => {
  const location = await createLocation();
  const event = await createEvent(location.id);
  const show = await scheduleShow(event.id, showBody(hallOf(location)));
  await heard(show.id);
  expect(refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'sales-not-open']);
  await publish(event.id);
  await expect.poll(async () => (await tryHold(show.id, regular(1))).status).toBe(201);
});

it('knows its total seats, its first and last instant and its lowest price', async () => {
  const location = await createLocation();
  const event = await createEvent(location.id);
  const day = 86_400_000;
  const price = (amount: number) => ({ amount, currency: 'EUR' });
  const tiers = (amount: number) => [{ id: 'regular', name: 'Regular', price: price(amount), capacity: 50 }];
  const hallId = hallOf(location);
  const late = { startsAt: inMs(9 * day), endsAt: inMs(10 * day), tiers: tiers(900) };
  const early = { startsAt: inMs(5 * day), endsAt: inMs(6 * day), tiers: tiers(1500) };
  const second = await scheduleShow(event.id, showBody(hallId, late));
  const first = await scheduleShow(event.id, showBody(hallId, early));
  const read = async () => (await get<EventResource>(`/v1/events/${event.id}`)).body;
  expect(await read()).toMatchObject({
    totalSeats: 100,
    showCount: 2,
    firstStartsAt: first.startsAt,
    lastEndsAt: second.endsAt,
    priceFrom: price(900),
  });
  await post(`/v1/shows/${second.id}/cancel`, {});
  expect(await read()).toMatchObject({ totalSeats: 50, lastEndsAt: first.endsAt, priceFrom: price(1500) });
});

it('changes in place, published or not', async () => {
  const { event, location } = await openSale();
  const changes = { name: unique('New '), duration: 45, description: 'longer', tags: ['x'], language: 'fr' };
  const changed = bodyOf(await patch<EventResource>(`/v1/events/${event.id}`, changes), 200);
  expect(changed).toMatchObject({ ...changes, status: 'published', locationId: location.id });
  expect((await get<EventResource>(`/v1/events/${event.id}`)).body).toEqual(changed);
});

it('shows changes of its location', async () => {
  const { event, location } = await openSale();
  await get(`/v1/events/${event.id}`);
  const name = unique('Renamed ');
  await patch(`/v1/locations/${location.id}`, { name, address: { city: 'Köln', countryCode: 'DE' } });
  await expect
    .poll(async () => (await get<EventResource>(`/v1/events/${event.id}`)).body.location)
    .toMatchObject({ name, address: { city: 'Köln' } });
});

it('moves to another location only while it has no shows', async () => {
  const [one, other] = [await createLocation(), await createLocation()];
  const event = await createEvent(one.id);
  const moved = await patch<EventResource>(`/v1/events/${event.id}`, { locationId: other.id });
  expect(moved.body).toMatchObject({ locationId: other.id, location: { name: other.name } });
  await scheduleShow(event.id, showBody(hallOf(other)));
  const back = await patch(`/v1/events/${event.id}`, { locationId: one.id });
  expect(refusalOf(back)).toEqual([409, 'hall-in-use']);
});

it('edits with If-Match only what was read', async () => {
  const location = await createLocation();
  const { id } = await createEvent(location.id);
  const { headers } = await get(`/v1/events/${id}`);
  const etag = String(headers.etag);
  const first = await patch<EventResource>(`/v1/events/${id}`, { name: unique() }, { 'if-match': etag });
  expect(first.status).toBe(200);
  const second = await patch(`/v1/events/${id}`, { name: unique() }, { 'if-match': etag });
  expect(refusalOf(second)).toEqual([412, 'version-conflict']);
  const cancelled = await post(`/v1/events/${id}/cancel`, {}, { 'if-match': etag });
  expect(refusalOf(cancelled)).toEqual([412, 'version-conflict']);
  expect((await get<EventResource>(`/v1/events/${id}`)).body).toEqual(first.body);
});

it('cancelled, takes its shows, bookings and waiters with it, and the money goes back', async () => {
  const { event, show, location } = await openSale();
  const [held, booked] = [await hold(show.id, regular(2)), await hold(show.id, regular(3))];
  await pay(booked.id);
  const cancelled = bodyOf(await post<EventResource>(`/v1/events/${event.id}/cancel`, {}), 200);
  expect(cancelled.status).toBe('cancelled');
  expect((await get<ShowResource>(`/v1/shows/${show.id}`)).body.status).toBe('cancelled');
  await expect.poll(async () => refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'show-cancelled']);
  expect(refusalOf(await tryJoin(show.id, 1))).toEqual([409, 'show-cancelled']);
  await expect.poll(async () => (await readBooking(booked.id)).payment?.refunded?.amount).toBe(7500);
  expect((await readBooking(booked.id)).status).toBe('cancelled');
  expect(['cancelled', 'released']).toContain((await readBooking(held.id)).status);
  await expect.poll(() => foundAt(location.id)).toEqual([]);
  expect(await tierOf(show.id)).toMatchObject({ held: 0, booked: 0 });
});

it('stays cancelled', async () => {
  const { event, location } = await openSale();
  await post(`/v1/events/${event.id}/cancel`, {});
  expect((await post(`/v1/events/${event.id}/cancel`, {})).status).toBe(200);
  expect(refusalOf(await post(`/v1/events/${event.id}/publish`, {}))).toEqual([409, 'not-publishable']);
  const body = showBody(hallOf(location), { startsAt: inMs(90_000_000), endsAt: inMs(93_600_000) });
  expect(refusalOf(await post(`/v1/events/${event.id}/shows`, body))).toEqual([409, 'event-cancelled']);
});

it('does not know what never was', async () => {
  const id = 'evt_01h455vb4pex5vsknk084sn02q';
  for (const answer of [
    await get(`/v1/events/${id}`),
    await get(`/v1/events/${id}/shows`),
    await patch(`/v1/events/${id}`, { name: 'x' }),
    await post(`/v1/events/${id}/publish`, {}),
    await post(`/v1/events/${id}/cancel`, {}),
    await post(`/v1/events/${id}/shows`, showBody('hal_01h455vb4pex5vsknk084sn02q')),
  ]) {
    expect(refusalOf(answer)).toEqual([404, 'not-found']);
  }
});

it('is listed for its organizer in any state, the newest first', async () => {
  const { id: locationId } = await createLocation();
  const [draft, published, cancelled] = [
    await createEvent(locationId),
    await createEvent(locationId),
    await createEvent(locationId),
  ];
  await publish(published.id);
  await publish(cancelled.id);
  await post(`/v1/events/${cancelled.id}/cancel`, {});
  const listed = async (query: string) => {
    const answer = await get<List<EventResource>>(`/v1/catalogue/events?${query}`);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    return bodyOf(answer, 200).items.map(({ id }) => id);
  };
  await expect.poll(() => listed(`locationId=${locationId}`)).toEqual([cancelled.id, published.id, draft.id]);
  expect(await listed(`locationId=${locationId}&status=draft`)).toEqual([draft.id]);
  expect(await listed(`locationId=${locationId}&status=cancelled`)).toEqual([cancelled.id]);
  await expect.poll(() => listed('status=draft')).toContain(draft.id);
  for (const [query, pointer] of [
    ['status=over', '?status'],
    ['keyword=x', '?keyword'],
    ['locationId=12', '?locationId'],
  ] as const) {
    expectRefused(await get(`/v1/catalogue/events?${query}`), { pointer });
  }
});
