import type { BookingResource, UserResource, WaitlistEntry } from '@myevents/contracts';
import { createMemoryDatabase, openMemoryStore } from '@myevents/memory';
import type { Store } from '@myevents/ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collections } from '../src/collections.ts';
import { bookingServiceCollections } from '../src/index.ts';
import { smallShow } from './catalogue.ts';
import { createDyingStore, type DyingStore } from './dying-store.ts';
import { until } from './until.ts';
import { openProcess, openWorld, order, type Process, type World } from './world.ts';

// An engine without transactions over documents: a process dies between a commit and what is read of it.

let world: World;
let openStore: () => Store;
let dying: DyingStore;
let first: Process;
let showId: string;

beforeEach(async () => {
  world = await openWorld();
  const database = createMemoryDatabase();
  const clock = world.time.clock();
  openStore = () => openMemoryStore({ service: 'bookings', collections: bookingServiceCollections, database, clock });
  dying = createDyingStore(openStore());
  first = await openProcess(world, { store: dying });
  const show = smallShow(2);
  showId = show.id;
  await world.tell('myevents.show.scheduled', show);
});

afterEach(() => world[Symbol.asyncDispose]());

/** The first process dies when what it does comes to this event; another takes over. */
async function dieAt(eventType: string, act: () => Promise<unknown>): Promise<Process> {
  dying.dieAt(eventType);
  void act();
  await until(() => dying.isDead(), 'the death');
  first.clock.kill();
  await first.bus[Symbol.asyncDispose]();
  return openProcess(world, { store: openStore() });
}

async function untilTold(type: string): Promise<void> {
  await until(() => {
    world.time.advance(1_000);
    return world.heard.some((message) => message.type === type);
  }, type);
}

const bookings = () => `/v1/shows/${showId}/bookings`;
const key = { 'idempotency-key': 'once' };

describe('what a process committed and did not store', () => {
  it('is stored before others hear of it', async () => {
    await using second = await dieAt('TicketsHeld', () =>
      first.post(bookings(), order({ userId: 'ada', name: 'Ada' })),
    );
    await untilTold('myevents.booking.held');
    const { body } = await second.get<{ items: BookingResource[] }>('/v1/bookings?userId=ada');
    expect(body.items).toMatchObject([{ name: 'Ada', status: 'held' }]);
  });

  it('is stored when the request is repeated at once', async () => {
    const body = order({ userId: 'ada', name: 'Ada' });
    await using second = await dieAt('TicketsHeld', () => first.post(bookings(), body, key));
    const repeated = await second.post(bookings(), body, key);
    expect(repeated).toMatchObject({ status: 201, body: { name: 'Ada', status: 'held' } });
    expect((await second.get(`/v1/bookings/${repeated.body.id}`)).status).toBe(200);
  });

  it('is stored also when it has ended and the show has forgotten it', async () => {
    const held = await first.post(bookings(), order());
    await using second = await dieAt('HoldReleased', () => first.delete(`/v1/bookings/${held.body.id}`));
    await second.post(bookings(), order());
    await second.post(bookings(), order());
    await untilTold('myevents.booking.released');
    const { body } = await second.get<BookingResource>(`/v1/bookings/${held.body.id}`);
    expect(body.status).toBe('released');
  });

  it('ends in time, whoever has it in memory', async () => {
    await using _second = await dieAt('TicketsHeld', () => first.post(bookings(), order()));
    await untilTold('myevents.booking.held');
    const wake = await openStore().documents.get(collections.wakes, showId);
    expect(wake?.document['wakeAt']).toBeLessThanOrEqual(world.time.now() + 600_000);
  });

  it('is the place in a line, too', async () => {
    await first.post(bookings(), order({ quantity: 2 }));
    const body = order();
    const waitlist = `/v1/shows/${showId}/waitlist`;
    await using second = await dieAt('WaitlistJoined', () => first.post(waitlist, body, key));
    const repeated = await second.post<WaitlistEntry>(waitlist, body, key);
    expect(repeated).toMatchObject({ status: 201, body: { status: 'waiting', position: 1 } });
    expect((await second.get(`/v1/waitlist/${repeated.body.id}`)).status).toBe(200);
  });

  it('is what somebody in line is offered', async () => {
    const held = await first.post(bookings(), order({ quantity: 2 }));
    const waiting = await first.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, order());
    await using second = await dieAt('TicketsOffered', () => first.delete(`/v1/bookings/${held.body.id}`));
    const { body: entry } = await second.get<WaitlistEntry>(`/v1/waitlist/${waiting.body.id}`);
    expect(entry.status).toBe('offered');
    const offered = await second.get<BookingResource>(`/v1/bookings/${entry.bookingId}`);
    expect(offered).toMatchObject({ status: 200, body: { status: 'held', waitlistEntryId: entry.id } });
  });

  it('is a payment that was confirmed', async () => {
    const held = await first.post(bookings(), order());
    const payment = { method: 'test', token: 'tok_ok' };
    const path = `/v1/bookings/${held.body.id}/payment`;
    await using second = await dieAt('BookingConfirmed', () => first.post(path, payment, key));
    const repeated = await second.post(path, payment, key);
    expect(repeated).toMatchObject({ status: 200, body: { status: 'confirmed' } });
  });

  it('is a user', async () => {
    await using second = await dieAt('UserCreated', () => first.post('/v1/users', { id: 'ada', name: 'Ada' }));
    await until(async () => {
      world.time.advance(1_000);
      return (await second.get('/v1/users/ada')).status === 200;
    }, 'the user');
    expect((await second.get<UserResource>('/v1/users/ada')).body.name).toBe('Ada');
  });
});
