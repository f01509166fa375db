import type { Availability, BookingResource, SalesReport, WaitlistEntry } from '@myevents/contracts';
import { createMemoryDatabase, openMemoryStore } from '@myevents/memory';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingServiceCollections } from '../src/index.ts';
import { smallShow } from './catalogue.ts';
import { until } from './until.ts';
import { openProcess, openWorld, order, type Process, type World } from './world.ts';

let world: World;
let processes: readonly [Process, Process];

beforeEach(async () => {
  world = await openWorld();
  const database = createMemoryDatabase();
  const open = () => {
    const store = openMemoryStore({ service: 'bookings', collections: bookingServiceCollections, database });
    return openProcess(world, { store });
  };
  processes = [await open(), await open()];
});

afterEach(async () => {
  for (const process of processes) await process[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function openShow(capacity: number): Promise<string> {
  const show = smallShow(capacity);
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

const at = (n: number) => processes[n % 2 === 0 ? 0 : 1];

it('sells every ticket once, whoever asks which process', async () => {
  const showId = await openShow(30);
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, n) => at(n).post(`/v1/shows/${showId}/bookings`, order())),
  );
  const statuses = answers.map(({ status }) => status);
  const held = statuses.filter((status) => status === 201).length;
  expect(held).toBeLessThanOrEqual(30);
  expect(statuses.filter((status) => status !== 201 && status !== 409 && status !== 503)).toEqual([]);
  if (!statuses.includes(503)) expect(held).toBe(30);
  for (const process of processes) {
    await process.post(`/v1/shows/${showId}/bookings`, order());
    expect((await process.availability(showId)).tiers[0]).toMatchObject({ held: 30, available: 0 });
  }
});

it('refuses only on what was so when it was asked', async () => {
  const showId = await openShow(1);
  const [one, other] = processes;
  const held = await one.post(`/v1/shows/${showId}/bookings`, order());
  expect((await other.post(`/v1/shows/${showId}/bookings`, order())).status).toBe(409);
  await one.delete(`/v1/bookings/${held.body.id}`);
  expect((await other.post(`/v1/shows/${showId}/bookings`, order())).status).toBe(201);
});

it('holds once for a request that is repeated at another process', async () => {
  const showId = await openShow(5);
  const body = order();
  const key = { 'idempotency-key': 'same' };
  const answers = await Promise.all([0, 1, 0, 1].map((n) => at(n).post(`/v1/shows/${showId}/bookings`, body, key)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
});

it('tells a waiter of an offer that another process made', async () => {
  const showId = await openShow(1);
  const [one, other] = processes;
  const held = await one.post(`/v1/shows/${showId}/bookings`, order());
  const { body } = await other.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, order());
  const polling = other.get<WaitlistEntry>(`/v1/waitlist/${body.id}?wait=25`);
  await one.delete(`/v1/bookings/${held.body.id}`);
  world.time.advance(50);
  expect((await polling).body.status).toBe('offered');
});

it('shows availability that another process changed within a second', async () => {
  const showId = await openShow(5);
  const [one, other] = processes;
  expect((await other.availability(showId)).tiers[0]?.held).toBe(0);
  await one.post(`/v1/shows/${showId}/bookings`, order());
  world.time.advance(1_000);
  expect((await other.availability(showId)).tiers[0]?.held).toBe(1);
});

it('counts what every process sold', async () => {
  const showId = await openShow(20);
  const sales = async (n: number) => (await at(n).get<SalesReport>(`/v1/shows/${showId}/sales`)).body;
  for (let n = 0; n < 6; n += 1) {
    await at(n).post(`/v1/shows/${showId}/bookings`, order());
    for (const other of [n, n + 1])
      expect((await sales(other)).holds).toMatchObject({ total: n + 1, stillHeld: n + 1 });
  }
  expect(await sales(0)).toEqual(await sales(1));
});

it('lets holds expire once, also when both processes look after them', async () => {
  const showId = await openShow(20);
  const held: BookingResource[] = [];
  for (let n = 0; n < 10; n += 1) held.push((await at(n).post(`/v1/shows/${showId}/bookings`, order())).body);
  world.time.advance(600_000);
  await until(async () => {
    world.time.advance(100);
    const told = world.heard.filter(({ type }) => type === 'myevents.booking.expired');
    return new Set(told.map(({ subject }) => subject)).size === 10;
  }, 'the expiries');
  for (const process of processes) {
    const { body } = await process.get<Availability>(`/v1/shows/${showId}/availability`);
    expect(body.tiers[0]).toMatchObject({ held: 0, available: 20 });
    expect(await process.registry.metrics()).toContain('myevents_inventory_drift 0');
  }
});

describe('what a client has just changed in the catalogue', () => {
  const after = (show: { eventId: string }, version: number) => ({
    'myevents-after': `event/${show.eventId}@${version}`,
  });
  async function settled(answer: Promise<unknown>): Promise<boolean> {
    let isSettled = false;
    void answer.finally(() => {
      isSettled = true;
    });
    for (let turn = 0; turn < 50 && !isSettled; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return isSettled;
  }

  it('is waited for by a request that names it', async () => {
    const show = smallShow(5, { version: 3 });
    const [one] = processes;
    const answer = one.post(`/v1/shows/${show.id}/bookings`, order(), after(show, 3));
    expect(await settled(answer)).toBe(false);
    await world.tell('myevents.show.scheduled', show);
    await until(() => {
      world.time.advance(15);
      return settled(answer);
    }, 'the answer');
    expect((await answer).status).toBe(201);
  });

  it('is waited for a second and no longer', async () => {
    const show = smallShow(5);
    await world.tell('myevents.show.scheduled', show);
    const answer = at(1).post(`/v1/shows/${show.id}/bookings`, order(), after(show, 99));
    let waitedMs = 0;
    await until(async () => {
      if (await settled(answer)) return true;
      world.time.advance(15);
      waitedMs += 15;
      return false;
    }, 'the answer');
    expect((await answer).status).toBe(201);
    expect(waitedMs).toBeGreaterThanOrEqual(1_000);
    expect(waitedMs).toBeLessThan(2_000);
  });

  it('holds up nobody who asks for the show of another event', async () => {
    const show = smallShow(5);
    await world.tell('myevents.show.scheduled', show);
    const answer = at(0).post(`/v1/shows/${show.id}/bookings`, order(), after({ eventId: 'evt_other' }, 7));
    expect((await answer).status).toBe(201);
  });
});
