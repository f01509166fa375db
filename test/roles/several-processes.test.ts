import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Answer, Api } from '../support/api.ts';
import { type MemoryCluster, startMemoryCluster } from './memory-cluster.ts';

const patience = { timeout: 30_000 };

let cluster: MemoryCluster;
let here: Api;
let elsewhere: Api;

beforeAll(async () => {
  cluster = await startMemoryCluster();
  const [one, other] = cluster.gateways;
  if (!one || !other) throw new Error('there are two gateways');
  [here, elsewhere] = [one.api, other.api];
});
afterAll(() => cluster[Symbol.asyncDispose]());

const dayMs = 86_400_000;

async function made(path: string, body: unknown, status = 201): Promise<Record<string, unknown>> {
  const answer = await here.post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
}

async function place(): Promise<{ locationId: string; hallId: string }> {
  const address = { city: 'Oslo', countryCode: 'NO' };
  const halls = [{ name: 'Hall', capacity: 100 }];
  const location = await made('/v1/locations', { name: 'Here', address, timeZone: 'Europe/Oslo', halls });
  const [hall] = location['halls'] as readonly { readonly id: string }[];
  return { locationId: String(location['id']), hallId: hall?.id ?? '' };
}

/** A published event with a show, as soon as its creation was answered. */
async function onSale({ locationId, hallId }: { locationId: string; hallId: string }, day: number, capacity = 10) {
  const word = `w${randomUUID().slice(0, 8)}`;
  const event = await made('/v1/events', { name: `Night ${word}`, type: 'concert', locationId, duration: 60 });
  const startsAt = Date.now() + day * dayMs;
  const show = await made(`/v1/events/${String(event['id'])}/shows`, {
    hallId,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
    tiers: [{ id: 'regular', name: 'Regular', price: { amount: 100, currency: 'NOK' }, capacity }],
  });
  await made(`/v1/events/${String(event['id'])}/publish`, {}, 200);
  return { word, eventId: String(event['id']), showId: String(show['id']) };
}

/** Through the gateway `here`. Answers the status. */
async function rename(eventId: string, name: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const path = `${cluster.gateways[0]?.url}/v1/events/${eventId}`;
  const answer = await fetch(path, { method: 'PATCH', headers, body: JSON.stringify({ name }) });
  await answer.arrayBuffer();
  return answer.status;
}

const hold = (api: Api, showId: string): Promise<Answer> =>
  api.post(`/v1/shows/${showId}/bookings`, {
    userId: randomUUID(),
    name: randomUUID(),
    tickets: [{ tier: 'regular', quantity: 1 }],
  });
const countFound = async (api: Api, word: string) =>
  ((await api.get(`/v1/events?keyword=${word}`)).body['items'] as readonly unknown[]).length;
const heldOf = async (api: Api, showId: string) => {
  const { body } = await api.get(`/v1/shows/${showId}/availability`);
  return (body['tiers'] as readonly { readonly held: number }[])[0]?.held;
};

it('sells a show and finds its event as soon as their creation was answered', async () => {
  const hall = await place();
  for (let day = 1; day <= 10; day += 1) {
    const { word, showId } = await onSale(hall, day);
    expect(await countFound(here, word)).toBe(1);
    expect((await hold(here, showId)).status).toBe(201);
    expect(await heldOf(here, showId)).toBe(1);
  }
});

it('shows every change to whoever made it, also in lists that were asked for before', async () => {
  const { word, eventId } = await onSale(await place(), 1);
  for (let change = 0; change < 10; change += 1) {
    const next = `${word}x${change}`;
    expect(await countFound(here, next)).toBe(0);
    expect(await rename(eventId, `Night ${next}`)).toBe(200);
    expect(await countFound(here, next)).toBe(1);
  }
});

it('shows it through the other gateway as well', async () => {
  const { word, showId } = await onSale(await place(), 1);
  await hold(here, showId);
  // Within a second of the cache's clock, which its own tests hold in their hands.
  await vi.waitFor(async () => expect(await countFound(elsewhere, word)).toBe(1), patience);
  await vi.waitFor(async () => expect(await heldOf(elsewhere, showId)).toBe(1), patience);
});

it('sells each ticket once, through whichever gateway', async () => {
  const { showId } = await onSale(await place(), 1, 20);
  await vi.waitFor(
    async () => expect((await elsewhere.get(`/v1/shows/${showId}/availability`)).status).toBe(200),
    patience,
  );
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => hold(n % 2 === 0 ? here : elsewhere, showId)));
  expect(answers.filter(({ status }) => status === 201).length).toBe(20);
  expect(answers.filter(({ status }) => status === 409).length).toBe(40);
});

it('wakes who waits, through whichever gateway the change came', async () => {
  const { showId } = await onSale(await place(), 1);
  const { body } = await here.get(`/v1/shows/${showId}/availability`);
  const news = elsewhere.get(`/v1/shows/${showId}/availability?wait=25&after=${String(body['version'])}`);
  await hold(here, showId);
  expect((await news).body['version']).toBe(Number(body['version']) + 1);
});
