import type { BookingResource, EventResource, ShowResource, WaitlistEntry } from '@myevents/contracts';
import { expect, it } from 'vitest';
import {
  createEvent,
  createLocation,
  dayMs,
  hallOf,
  inMs,
  onlyRegular,
  openSale,
  scheduleShow,
  showBody,
  tierOf,
  unique,
} from './catalogue.ts';
import { buyer, hold, join, readBooking, readEntry, refusalOf, regular, statusesOf, tryHold, tryPay } from './sale.ts';
import { get, patch, post, remove } from './subject.ts';

const times = <Item>(count: number, make: (n: number) => Promise<Item>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

it('sells the last ten tickets to exactly ten of 64 buyers', async () => {
  const { show } = await openSale({ show: onlyRegular(10) });
  const answers = await times(64, async () => {
    const answer = await tryHold(show.id, regular(1));
    return answer.status === 201 ? tryPay(answer.body.id) : answer;
  });
  expect(statusesOf(answers)).toEqual({ 200: 10, 409: 54 });
  expect(await tierOf(show.id)).toMatchObject({ available: 0, held: 0, booked: 10 });
  const { items } = (await get<{ items: BookingResource[] }>(`/v1/bookings?showId=${show.id}&limit=100`)).body;
  expect(items.flatMap(({ tickets }) => tickets)).toHaveLength(10);
});

it('sells groups whole or not at all', async () => {
  const { show } = await openSale({ show: onlyRegular(10) });
  const answers = await times(32, () => tryHold(show.id, regular(3)));
  expect(statusesOf(answers)).toEqual({ 201: 3, 409: 29 });
  expect(await tierOf(show.id)).toMatchObject({ available: 1, held: 9 });
});

it('takes one name once, asked for at the same instant', async () => {
  const { show } = await openSale();
  const name = unique('Grace ');
  const spellings = [name, name.toUpperCase(), ` ${name} `, `${name}\u200b`];
  const answers = await times(24, (n) =>
    tryHold(show.id, regular(1), { who: { ...buyer(), name: spellings[n % spellings.length] ?? name } }),
  );
  expect(statusesOf(answers)).toEqual({ 201: 1, 409: 23 });
  expect(await tierOf(show.id)).toMatchObject({ held: 1 });
});

it('keeps a user at ten tickets, asked for at the same instant', async () => {
  const { show } = await openSale();
  const { userId } = buyer();
  const answers = await times(24, () => tryHold(show.id, regular(1), { who: { ...buyer(), userId } }));
  expect(statusesOf(answers)).toEqual({ 201: 10, 422: 14 });
});

it('makes one booking of one idempotency key, sent many times at once', async () => {
  const { show } = await openSale();
  const [who, key] = [buyer(), unique('key')];
  const answers = await times(16, () => tryHold(show.id, regular(2), { who, key }));
  expect(statusesOf(answers)).toEqual({ 201: 16 });
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(await tierOf(show.id)).toMatchObject({ held: 2 });
});

it('makes one event of one idempotency key, sent many times at once', async () => {
  const location = await createLocation();
  const body = { name: unique('Once '), type: 'concert', locationId: location.id, duration: 1 };
  const key = unique('key');
  const answers = await times(8, () => post<EventResource>('/v1/events', body, { 'idempotency-key': key }));
  expect(statusesOf(answers)).toEqual({ 201: 8 });
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
});

it('gives a hall to one of two shows asked for at the same instant', async () => {
  const location = await createLocation();
  const events = await times(4, () => createEvent(location.id));
  const hallId = hallOf(location);
  const answers = await times(16, (n) => {
    const startsAt = inMs(30 * dayMs + n * 60_000);
    const body = showBody(hallId, { startsAt, endsAt: inMs(31 * dayMs) });
    return post<ShowResource>(`/v1/events/${events[n % 4]?.id}/shows`, body);
  });
  expect(statusesOf(answers)).toEqual({ 201: 1, 409: 15 });
  expect(answers.filter(({ status }) => status === 409).every((one) => refusalOf(one)[1] === 'hall-occupied')).toBe(
    true,
  );
  const { slots } = (await get<{ slots: unknown[] }>(`/v1/halls/${hallId}/calendar`)).body;
  expect(slots).toHaveLength(1);
});

it('moves one of two shows to the same free time', async () => {
  const location = await createLocation();
  const event = await createEvent(location.id);
  const at = (day: number) => ({ startsAt: inMs(day * dayMs), endsAt: inMs(day * dayMs + 1000) });
  const shows = await times(6, (n) => scheduleShow(event.id, showBody(hallOf(location), at(n + 1))));
  const answers = await times(6, (n) => patch(`/v1/shows/${shows[n]?.id}`, at(20)));
  expect(statusesOf(answers)).toEqual({ 200: 1, 409: 5 });
});

it('lets one of many edits of the same version through', async () => {
  const { event, location, show } = await openSale();
  for (const [path, edit] of [
    [`/v1/events/${event.id}`, () => ({ name: unique() })],
    [`/v1/locations/${location.id}`, () => ({ name: unique() })],
    [`/v1/shows/${show.id}`, () => onlyRegular(20 + Math.floor(Math.random() * 900))],
  ] as const) {
    const etag = String((await get(path)).headers.etag);
    const answers = await times(6, () => patch(path, edit(), { 'if-match': etag }));
    expect([path, statusesOf(answers)]).toEqual([path, { 200: 1, 412: 5 }]);
    const [won] = answers.filter(({ status }) => status === 200);
    expect((await get(path)).body).toEqual(won?.body);
  }
});

it('confirms once what is paid for many times at once', async () => {
  const { show } = await openSale();
  const held = await hold(show.id, regular(2));
  const answers = await times(12, () => tryPay(held.id));
  for (const answer of answers) {
    if (answer.status === 409) expect(refusalOf(answer)).toEqual([409, 'payment-in-progress']);
    else expect([answer.status, answer.body.status]).toEqual([200, 'confirmed']);
  }
  await expect.poll(async () => (await readBooking(held.id)).payment?.status).toBe('captured');
  const { items } = (await get<{ items: { type: string }[] }>(`/v1/bookings/${held.id}/history`)).body;
  expect(items.filter(({ type }) => type === 'BookingConfirmed')).toHaveLength(1);
});

it('either pays or releases, when both are asked for at once', async () => {
  const { show } = await openSale({ show: onlyRegular(20) });
  const held = await times(10, () => hold(show.id));
  await Promise.all(held.flatMap(({ id }) => [tryPay(id), remove(`/v1/bookings/${id}`)]));
  const settled = await times(10, async (n) => {
    const path = held[n]?.id ?? '';
    await expect.poll(async () => (await readBooking(path)).payment?.status).not.toBe('pending');
    return readBooking(path);
  });
  const booked = settled.filter(({ status }) => status === 'confirmed').length;
  const open = settled.filter(({ status }) => status === 'held').length;
  expect(settled.every(({ status }) => ['confirmed', 'released', 'cancelled', 'held'].includes(status))).toBe(true);
  expect(await tierOf(show.id)).toMatchObject({ booked, held: open, available: 20 - booked - open });
});

it('serves the line in order while many come and go', async () => {
  const { show } = await openSale({ show: onlyRegular(4) });
  const first = await times(4, () => hold(show.id));
  const line: WaitlistEntry[] = [];
  for (let n = 0; n < 8; n += 1) line.push(await join(show.id, 1));
  await Promise.all([
    ...first.map(({ id }) => remove(`/v1/bookings/${id}`)),
    ...Array.from({ length: 16 }, () => tryHold(show.id, regular(1))),
  ]);
  const states = await times(8, async (n) => (await readEntry(line[n]?.id ?? '')).status);
  expect(states).toEqual([
    ...Array.from({ length: 4 }, () => 'offered'),
    ...Array.from({ length: 4 }, () => 'waiting'),
  ]);
  expect(await tierOf(show.id)).toMatchObject({ available: 0, held: 4, waiting: 4 });
});

it('reads what it wrote, while others write', async () => {
  const { show } = await openSale({ show: onlyRegular(200) });
  await times(20, async () => {
    const { version } = await hold(show.id);
    const { body } = await get<{ version: number }>(`/v1/shows/${show.id}/availability`);
    expect(body.version).toBeGreaterThanOrEqual(version);
  });
});
