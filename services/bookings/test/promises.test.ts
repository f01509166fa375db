import {
  Availability,
  BookingResource,
  HistoryItem,
  type MessageType,
  messageTypes,
  topics,
  UserResource,
  WaitlistEntry,
} from '@myevents/contracts';
import { buildApp } from '@myevents/http-kit';
import { type TSchema, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { locationMessage, smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { until } from './until.ts';
import { order } from './world.ts';

/** Without the formats, which the validator of HTTP knows: here the shape counts. */
function expectFit(schema: TSchema, value: unknown): void {
  const plain = Type.Unsafe<unknown>(
    JSON.parse(JSON.stringify(schema, (key, item) => (key === 'format' ? undefined : item))),
  );
  const faults = Check(plain, value)
    ? []
    : [...Errors(plain, value)].map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(faults).toEqual([]);
}

/** One booking of each fate, and a place in line. */
async function live(): Promise<{ showId: string; paths: [string, TSchema][] }> {
  const show = smallShow(3);
  await world.tell('myevents.location.created', locationMessage({ id: show.locationId }));
  await world.tell('myevents.show.scheduled', show);
  const hold = async () => (await process.post(`/v1/shows/${show.id}/bookings`, order())).body;
  const [paid, released, kept] = [await hold(), await hold(), await hold()];
  await process.post(`/v1/bookings/${paid.id}/payment`, { method: 'test', token: 'tok_ok' });
  const entry = (await process.post<WaitlistEntry>(`/v1/shows/${show.id}/waitlist`, order())).body;
  await process.delete(`/v1/bookings/${released.id}`);
  await process.delete(`/v1/bookings/${paid.id}`);
  await process.post(`/v1/bookings/${kept.id}/extension`, {});
  await process.post('/v1/users', { id: 'ada', name: 'Ada' });
  const items = Type.Object({ items: Type.Array(HistoryItem), next: Type.Union([Type.String(), Type.Null()]) });
  return {
    showId: show.id,
    paths: [
      [`/v1/bookings/${paid.id}`, BookingResource],
      [`/v1/bookings/${released.id}`, BookingResource],
      [`/v1/bookings/${kept.id}`, BookingResource],
      [`/v1/bookings/${paid.id}/history`, items],
      [`/v1/waitlist/${entry.id}`, WaitlistEntry],
      [`/v1/waitlist/${entry.id}/history`, items],
      [`/v1/shows/${show.id}/ledger?limit=100`, items],
      [`/v1/shows/${show.id}/availability?seats=true`, Availability],
      ['/v1/users/ada', UserResource],
    ],
  };
}

describe('what is promised', () => {
  it('is what is answered', async () => {
    const { paths } = await live();
    for (const [path, schema] of paths) expectFit(schema, (await process.get(path)).body);
  });

  it('is what other services hear, without names and mail addresses', async () => {
    await live();
    const types = ['held', 'released', 'confirmed', 'cancelled'].map((type) => `myevents.booking.${type}`);
    await until(() => types.every((type) => world.heard.some((event) => event.type === type)), 'the messages');
    await until(() => world.heard.some(({ type }) => type === 'myevents.waitlist.offered'), 'the offer');
    for (const event of world.heard) {
      const { topic, data } = messageTypes[event.type as MessageType];
      expect(topic).toBe(topics.bookings);
      expectFit(data, event.data);
      expect(event.partitionkey).toMatch(/^show\//);
    }
    expect(JSON.stringify(world.heard)).not.toContain('Buyer of');
    expect(new Set(world.heard.map(({ id }) => id)).size).toBe(world.heard.length);
  });

  it('is documented: every route has its operation, tag, answers and errors', async () => {
    const app = await buildApp();
    const routes: { url: string; schema: Record<string, unknown> | undefined }[] = [];
    app.addHook('onRoute', ({ url, method, schema }) => {
      if (url.startsWith('/v1/') && method !== 'HEAD') routes.push({ url, schema: schema as Record<string, unknown> });
    });
    await app.register(process.service.plugin);
    await app.ready();
    expect(routes.length).toBe(21);
    for (const { schema } of routes) {
      expect(schema).toMatchObject({ operationId: expect.any(String), tags: [expect.any(String)] });
      expect(schema?.['operationId'] === 'streamAvailability' || schema?.['response'] !== undefined).toBe(true);
    }
    expect(new Set(routes.map(({ schema }) => schema?.['operationId'])).size).toBe(routes.length);
    await app.close();
  });
});

it('measures the sale', async () => {
  const { showId } = await live();
  await process.post(`/v1/shows/${showId}/bookings`, order({ tier: 'royal' }));
  const metrics = await process.registry.metrics();
  for (const line of [
    'myevents_bookings_count 4',
    'myevents_seats_per_booking_count 4',
    'myevents_holds_total{kind="request"} 3',
    'myevents_holds_total{kind="offer"} 1',
    'myevents_holds_ended_total{how="released"} 1',
    'myevents_confirmations_total 1',
    'myevents_cancellations_total{cause="buyer"} 1',
    'myevents_waitlist_joins_total 1',
    'myevents_refusals_total{code="unknown-tier"} 1',
    'myevents_inventory_drift 0',
    'myevents_waitlist_tickets 0',
    'myevents_shows_loaded 1',
    'myevents_outbox_lag_seconds 0',
  ]) {
    expect(metrics).toContain(line);
  }
  expect(metrics).toMatch(/myevents_commit_duration_seconds_count \d/);
  expect(metrics).not.toMatch(/buyer-|shw_|bkg_/);
});

it('lets go of shows nobody asks for, and finds them again', async () => {
  const { showId } = await live();
  const before = await process.availability(showId);
  await until(async () => {
    world.time.advance(5_000);
    return (await process.registry.metrics()).includes('myevents_shows_loaded 0');
  }, 'an idle process');
  expect((await process.availability(showId)).tiers).toMatchObject([{ booked: before.tiers[0]?.booked }]);
});

it('is ready when store, bus and clock are', async () => {
  const states = async () => Promise.all(process.service.checks.map(async ({ name, check }) => [name, await check()]));
  expect(await states()).toEqual([
    ['bookings-clock', null],
    ['bookings-bus', null],
    ['bookings-store', null],
  ]);
  await process.bus[Symbol.asyncDispose]();
  expect((await states())[1]).toEqual(['bookings-bus', 'The bus was closed.']);
});
