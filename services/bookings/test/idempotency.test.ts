import type { UserResource, WaitlistEntry } from '@myevents/contracts';
import { expect, it } from 'vitest';
import { showMessage, smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { order } from './world.ts';

const key = { 'idempotency-key': 'a-key/1' };

async function openShow(show = showMessage()): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

it('answers a repeated hold as it was made, whatever became of it since', async () => {
  const showId = await openShow();
  const body = { ...order({ quantity: 3 }), email: 'a@example.org' };
  const first = await process.post(`/v1/shows/${showId}/bookings`, body, key);
  world.time.advance(60_000);
  const path = `/v1/bookings/${first.body.id}`;
  await process.delete(`${path}/tickets/${first.body.tickets[0]?.id}`);
  await process.post(`${path}/payment`, { method: 'test', token: 'tok_ok' });
  const again = await process.post(`/v1/shows/${showId}/bookings`, body, key);
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect((await process.availability(showId)).tiers[0]).toMatchObject({ booked: 2, held: 0 });
});

it('takes the fields of a body in any order, and refuses another body', async () => {
  const showId = await openShow();
  const path = `/v1/shows/${showId}/bookings`;
  const first = await process.post(path, { userId: 'u', name: 'N', tickets: [{ tier: 'vip', quantity: 1 }] }, key);
  const turned = { tickets: [{ quantity: 1, tier: 'vip' }], name: 'N', userId: 'u' };
  expect((await process.post(path, turned, key)).body).toEqual(first.body);
  const other = await process.post(path, { ...turned, name: 'M' }, key);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  const somebodyElse = await process.post(path, { ...turned, userId: 'v', name: 'V' }, key);
  expect(somebodyElse.status).toBe(201);
});

it('decides a refused request anew', async () => {
  const showId = await openShow(smallShow(1));
  const path = `/v1/shows/${showId}/bookings`;
  const taken = await process.post(path, order());
  const mine = order();
  expect((await process.post(path, mine, key)).status).toBe(409);
  await process.delete(`/v1/bookings/${taken.body.id}`);
  expect((await process.post(path, mine, key)).status).toBe(201);
});

it('holds once for requests that come at once', async () => {
  const showId = await openShow();
  const body = order();
  const path = `/v1/shows/${showId}/bookings`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => process.post(path, body, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
});

it('forgets after a day', async () => {
  const showId = await openShow();
  const path = `/v1/shows/${showId}/bookings`;
  const body = order();
  const first = await process.post(path, body, key);
  world.time.advance(24 * 3_600_000);
  const again = await process.post(path, body, key);
  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(first.body.id);
});

it('answers a repeated payment with the confirmation, and takes the money once', async () => {
  const showId = await openShow();
  const held = await process.post(`/v1/shows/${showId}/bookings`, order());
  const path = `/v1/bookings/${held.body.id}/payment`;
  const body = { method: 'test', token: 'tok_ok' };
  const first = await process.post(path, body, key);
  await process.delete(`/v1/bookings/${held.body.id}`);
  const again = await process.post(path, body, key);
  expect([again.status, again.body.status]).toEqual([200, 'confirmed']);
  expect(again.body.confirmedAt).toBe(first.body.confirmedAt);
  const other = await process.post(path, { ...body, token: 'tok_slow' }, key);
  expect(other.body.code).toBe('idempotency-key-reused');
});

it('lets a declined payment be tried again with the same key', async () => {
  const showId = await openShow();
  const held = await process.post(`/v1/shows/${showId}/bookings`, order());
  const path = `/v1/bookings/${held.body.id}/payment`;
  expect((await process.post(path, { method: 'test', token: 'tok_declined' }, key)).status).toBe(402);
  expect((await process.post(path, { method: 'test', token: 'tok_ok' }, key)).status).toBe(200);
});

it('extends once for a repeated request', async () => {
  const showId = await openShow();
  const held = await process.post(`/v1/shows/${showId}/bookings`, order());
  const path = `/v1/bookings/${held.body.id}/extension`;
  const first = await process.post(path, {}, key);
  world.time.advance(30_000);
  expect((await process.post(path, {}, key)).body).toEqual(first.body);
});

it('joins the waitlist once, and answers the place it was then', async () => {
  const showId = await openShow(smallShow(1));
  const { body: held } = await process.post(`/v1/shows/${showId}/bookings`, order());
  const path = `/v1/shows/${showId}/waitlist`;
  const body = order();
  const first = await process.post<WaitlistEntry>(path, body, key);
  expect(first.body).toMatchObject({ status: 'waiting', position: 1, heldTickets: 1 });
  await process.delete(`/v1/bookings/${held.id}`);
  const again = await process.post<WaitlistEntry>(path, body, key);
  expect([again.status, again.body]).toEqual([201, first.body]);
});

it('makes a user once, with an id or without', async () => {
  const first = await process.post<UserResource>('/v1/users', { name: 'Ada' }, key);
  const again = await process.post<UserResource>('/v1/users', { name: 'Ada' }, key);
  expect([again.status, again.body]).toEqual([201, first.body]);
  const other = await process.post<UserResource>('/v1/users', { name: 'Eve' }, key);
  expect(other.body.code).toBe('idempotency-key-reused');
  expect((await process.post('/v1/users', { id: 'bob' }, key)).status).toBe(201);
  expect((await process.post('/v1/users', { id: 'bob' }, key)).status).toBe(201);
  expect((await process.post('/v1/users', { id: 'bob' })).body.code).toBe('already-exists');
});

it.each(['', 'two words', 'é', 'x'.repeat(256)])('refuses the key %j', async (bad) => {
  const showId = await openShow();
  const answer = await process.post(`/v1/shows/${showId}/bookings`, order(), { 'idempotency-key': bad });
  expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
});
