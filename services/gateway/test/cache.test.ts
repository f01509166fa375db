import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createMetrics } from '@myevents/http-kit';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildGateway } from '../src/index.ts';
import { FakeBus } from './fake-bus.ts';
import { FakeClock } from './fake-clock.ts';
import { createGate, FakeShop } from './fake-shop.ts';
import { ask, jsonOf } from './listening.ts';

const patience = { timeout: 30_000 };

let app: FastifyInstance;
let shop: FakeShop;
let bus: FakeBus;
let clock: FakeClock;
let metrics: ReturnType<typeof createMetrics>;

const availability = '/v1/shows/a/availability';

beforeEach(async () => {
  shop = new FakeShop();
  bus = new FakeBus();
  clock = new FakeClock();
  metrics = createMetrics();
  const { registry } = metrics;
  app = await buildGateway({ services: [shop.plugin], bus: bus.asBus(), clock, registry, checks: [] });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  shop.gate?.open();
  await app.close();
  metrics[Symbol.dispose]();
});

async function versionAt(path: string): Promise<unknown> {
  return jsonOf(await ask(app, path))['version'];
}

const fillsOf = (stream: string) => shop.fills.get(stream) ?? 0;

it('lets no client speak for a gateway', async () => {
  const heard: unknown[] = [];
  using own = createMetrics();
  const { registry } = own;
  const plugin: FastifyPluginAsync = async (routes) => {
    routes.addHook('preHandler', async ({ headers }) => void heard.push(headers['myevents-after'], headers['x-other']));
    await routes.register(shop.plugin);
  };
  const gateway = await buildGateway({ services: [plugin], bus: bus.asBus(), clock, registry, checks: [] });
  await gateway.inject({ url: availability, headers: { 'myevents-after': 'event/a@9', 'x-other': '1' } });
  await gateway.close();
  expect(heard).toEqual([undefined, '1']);
});

it('asks the service once and answers the rest by itself, with the same head', async () => {
  const first = await ask(app, availability);
  const second = await ask(app, availability);
  expect(fillsOf('show/a')).toBe(1);
  expect(second.body).toEqual(first.body);
  expect(first.headers).toMatchObject({ etag: expect.stringMatching(/^"1-[\w-]{16}"$/), vary: 'accept-encoding' });
  for (const name of ['etag', 'vary', 'content-type', 'content-length', 'cache-control']) {
    expect(second.headers[name]).toBe(first.headers[name]);
  }
  expect(first.headers).not.toHaveProperty('myevents-versions');
  expect(second.headers).not.toHaveProperty('myevents-versions');
});

it('shows a write to the next reader', async () => {
  await ask(app, availability);
  await ask(app, '/v1/shows/a/writes', { method: 'POST' });
  expect(await versionAt(availability)).toBe(2);
});

it('shows what a message tells to the next reader, and ignores what it tells late', async () => {
  await ask(app, availability);
  shop.versions.set('show/a', 5);
  await bus.send('availability', 'show/a', { showId: 'a', version: 5 });
  expect(await versionAt(availability)).toBe(5);
  await bus.send('bookings', 'show/a', { version: 3, show: { id: 'a', version: 3 } });
  await ask(app, availability);
  expect(fillsOf('show/a')).toBe(2);
});

it('does not keep an answer that was overtaken by a write', async () => {
  shop.gate = createGate();
  const slow = ask(app, availability);
  await vi.waitFor(() => expect(fillsOf('show/a')).toBe(1), patience);
  await ask(app, '/v1/shows/a/writes', { method: 'POST' });
  shop.gate.open();
  // It asked before the write was acknowledged.
  expect(jsonOf(await slow)['version']).toBe(1);
  expect(await versionAt(availability)).toBe(2);
});

it('never gives an overtaken answer to who asked after the write', async () => {
  shop.gate = createGate();
  const before = ask(app, availability);
  await vi.waitFor(() => expect(fillsOf('show/a')).toBe(1), patience);
  await ask(app, '/v1/shows/a/writes', { method: 'POST' });
  const after = Array.from({ length: 10 }, () => ask(app, availability));
  await vi.waitFor(async () => expect(await joined()).toBe(10), patience);
  shop.gate.open();
  expect(jsonOf(await before)['version']).toBe(1);
  for (const answer of await Promise.all(after)) expect(jsonOf(answer)['version']).toBe(2);
  expect(fillsOf('show/a')).toBe(2);
});

async function joined(): Promise<number> {
  const metric = metrics.registry.getSingleMetric('myevents_cache_requests_total');
  const { values = [] } = (await metric?.get()) ?? {};
  return values.find(({ labels }) => labels['outcome'] === 'joined')?.value ?? 0;
}

it('lets one of many equal requests through', async () => {
  shop.gate = createGate();
  const all = Array.from({ length: 20 }, () => ask(app, availability));
  await vi.waitFor(async () => expect(await joined()).toBe(19), patience);
  shop.gate.open();
  for (const answer of await Promise.all(all)) expect(answer.status).toBe(200);
  expect(fillsOf('show/a')).toBe(1);
});

it('does not let many wait for a client that went away', async () => {
  shop.gate = createGate();
  const controller = new AbortController();
  const { port } = app.server.address() as { port: number };
  const gone = fetch(`http://127.0.0.1:${port}${availability}`, { signal: controller.signal });
  await vi.waitFor(() => expect(fillsOf('show/a')).toBe(1), patience);
  const waiting = ask(app, availability);
  await vi.waitFor(async () => expect(await joined()).toBe(1), patience);
  controller.abort();
  await expect(gone).rejects.toThrow();
  await vi.waitFor(() => expect(fillsOf('show/a')).toBe(2), patience);
  shop.gate.open();
  expect((await waiting).status).toBe(200);
});

it('drops lists at any change of the catalogue, and not at a booking', async () => {
  await ask(app, '/v1/events?limit=5');
  await bus.send('bookings', 'show/a', { version: 9, show: { id: 'a', version: 9 } });
  await ask(app, '/v1/events?limit=5');
  expect(fillsOf('list')).toBe(1);
  await bus.send('catalogue', 'location/x', { id: 'x', version: 2 });
  await ask(app, '/v1/events?limit=5');
  expect(fillsOf('list')).toBe(2);
  await ask(app, '/v1/events/e/writes', { method: 'POST' });
  await ask(app, '/v1/events?limit=5');
  expect(fillsOf('list')).toBe(3);
});

it('checks availability after a second, other things after thirty', async () => {
  await ask(app, availability);
  await ask(app, '/v1/events/e');
  clock.time += 999;
  await ask(app, availability);
  clock.time += 1;
  await ask(app, availability);
  clock.time += 28_999;
  await ask(app, '/v1/events/e');
  expect([fillsOf('show/a'), fillsOf('event/e')]).toEqual([2, 1]);
  clock.time += 1;
  await ask(app, '/v1/events/e');
  expect(fillsOf('event/e')).toBe(2);
});

it('serves nothing past the moment at which it changes by itself', async () => {
  shop.expiresAtMs = clock.time + 300;
  await ask(app, availability);
  clock.time += 299;
  await ask(app, availability);
  expect(fillsOf('show/a')).toBe(1);
  clock.time += 1;
  const answer = await ask(app, availability);
  expect(fillsOf('show/a')).toBe(2);
  expect(answer.headers).not.toHaveProperty('myevents-expires-at');
});

it('serves nothing from before the clock was set back', async () => {
  await ask(app, availability);
  clock.time -= 60_000;
  await ask(app, availability);
  expect(fillsOf('show/a')).toBe(2);
});

it('checks everything when the connection to the bus is back', async () => {
  await ask(app, availability);
  await ask(app, '/v1/events/e');
  bus.reconnect();
  await ask(app, availability);
  await ask(app, '/v1/events/e');
  expect([fillsOf('show/a'), fillsOf('event/e')]).toEqual([2, 2]);
});

it('answers 304 to who has it, from the service and from the cache', async () => {
  const { headers } = await ask(app, availability);
  const etag = headers.etag ?? '';
  for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const answer = await ask(app, availability, { headers: { 'if-none-match': held } });
    expect([answer.status, answer.body.length, answer.headers.etag]).toEqual([304, 0, etag]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=1', vary: 'accept-encoding' });
  }
  clock.time += 1000;
  const checked = await ask(app, availability, { headers: { 'if-none-match': etag } });
  expect([checked.status, checked.body.length, fillsOf('show/a')]).toEqual([304, 0, 2]);
  await ask(app, '/v1/shows/a/writes', { method: 'POST' });
  expect((await ask(app, availability, { headers: { 'if-none-match': etag } })).status).toBe(200);
});

it('answers HEAD with the head of GET', async () => {
  for (const round of ['service', 'cache']) {
    const head = await ask(app, availability, { method: 'HEAD' });
    const get = await ask(app, availability);
    expect([round, head.status, head.body.length]).toEqual([round, 200, 0]);
    for (const name of ['etag', 'content-length', 'content-type']) expect(head.headers[name]).toBe(get.headers[name]);
  }
  expect(fillsOf('show/a')).toBe(1);
});

const decoders = { br: brotliDecompressSync, gzip: gunzipSync };

it.each(['br', 'gzip'] as const)('sends %s where it is taken and worth it', async (encoding) => {
  shop.padding = 'long '.repeat(1000);
  const plain = await ask(app, '/v1/events/e');
  const accept = { 'accept-encoding': encoding === 'br' ? 'gzip, deflate, br' : 'gzip, br;q=0' };
  const encoded = await vi.waitFor(async () => {
    const answer = await ask(app, '/v1/events/e', { headers: accept });
    expect(answer.headers['content-encoding']).toBe(encoding);
    return answer;
  }, patience);
  expect(decoders[encoding](encoded.body)).toEqual(plain.body);
  expect(encoded.body.length).toBeLessThan(plain.body.length / 10);
  expect(encoded.headers.etag).not.toBe(plain.headers.etag);
  expect(encoded.headers.vary).toBe('accept-encoding');
  const again = await ask(app, '/v1/events/e', { headers: { ...accept, 'if-none-match': encoded.headers.etag ?? '' } });
  expect(again.status).toBe(304);
  expect((await ask(app, '/v1/events/e', { headers: { 'accept-encoding': 'identity' } })).body).toEqual(plain.body);
  // Checked and found the same, it is not compressed again.
  clock.time += 30_000;
  await ask(app, '/v1/events/e');
  const kept = await ask(app, '/v1/events/e', { headers: accept });
  expect([kept.headers['content-encoding'], fillsOf('event/e')]).toEqual([encoding, 2]);
});

it('takes parameters in any order for the same', async () => {
  await ask(app, '/v1/events?limit=5&country=FR');
  await ask(app, '/v1/events?country=FR&limit=5');
  expect(fillsOf('list')).toBe(1);
});

it.each([
  ['long polls', `${availability}?wait=1&after=3`],
  ['long polls in another order', `${availability}?after=3&wait=1`],
  ['private answers', '/v1/bookings'],
])('never keeps %s', async (_what, path) => {
  const before = [fillsOf('show/a'), fillsOf('bookings')];
  await ask(app, path);
  await ask(app, path);
  expect([fillsOf('show/a') + fillsOf('bookings')]).toEqual([(before[0] ?? 0) + (before[1] ?? 0) + 2]);
});

it('keeps nothing that is not a public 200', async () => {
  expect((await ask(app, '/v1/locations')).status).toBe(404);
  shop.cacheControl = 'private, no-store';
  await ask(app, availability);
  await ask(app, availability);
  expect(fillsOf('show/a')).toBe(2);
});

it('passes the cache by for requests with a key', async () => {
  await ask(app, availability);
  await ask(app, availability, { headers: { Authorization: 'Bearer k' } });
  expect(fillsOf('show/a')).toBe(2);
});

it('counts hits by route and status, and says how full it is', async () => {
  await ask(app, availability);
  const { etag = '' } = (await ask(app, availability)).headers;
  await ask(app, availability, { headers: { 'if-none-match': etag } });
  const text = (await ask(app, '/metrics')).body.toString('utf8');
  const route = 'method="GET",route="/v1/shows/:id/availability"';
  expect(text).toContain(`myevents_http_requests_total{${route},status="200"} 2`);
  expect(text).toContain(`myevents_http_requests_total{${route},status="304"} 1`);
  expect(text).toContain(`myevents_http_request_duration_seconds_count{${route}} 3`);
  expect(text).toMatch(/myevents_cache_requests_total\{outcome="hit"\} 2/);
  expect(text).toMatch(/myevents_cache_bytes [1-9]/);
});

it('finishes what is under way when it closes, and lets connections go', async () => {
  shop.gate = createGate();
  const slow = ask(app, availability);
  await vi.waitFor(() => expect(fillsOf('show/a')).toBe(1), patience);
  const closed = app.close();
  shop.gate.open();
  expect((await slow).status).toBe(200);
  await closed;
  expect(bus.subscriptions.size).toBe(0);
  await expect(ask(app, availability)).rejects.toThrow();
});
