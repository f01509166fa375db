import { BookingBody, EventSearchQuery, LocationBody, ShowBody } from '@myevents/contracts';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildApp, createMetrics, healthRoutes, ProblemError } from '../src/index.ts';

let app: FastifyInstance;
const metrics = createMetrics();

beforeEach(async () => {
  app = await buildApp({ registry: metrics.registry });
  app.post('/bookings', { schema: { body: BookingBody } }, async (request) => request.body);
  app.post('/locations', { schema: { body: LocationBody } }, async (request) => request.body);
  app.post('/shows', { schema: { body: ShowBody } }, async (request) => request.body);
  app.get('/events', { schema: { querystring: EventSearchQuery } }, async (request) => request.query);
  app.get('/events/:id', async () => ({ ok: true }));
  app.patch('/events/:id', async () => ({ ok: true }));
  app.get('/broken', async () => {
    throw new Error('the password is 1234');
  });
  app.get('/refused', async () => {
    throw new ProblemError('tickets-unavailable', { members: { shortages: [{ tier: 'vip' }] } });
  });
  await app.register(healthRoutes, {
    registry: metrics.registry,
    checkMsMax: 20,
    checks: [
      { name: 'store', check: async () => null },
      { name: 'bus', check: async () => 'away' },
      { name: 'slow', check: () => new Promise<null>(() => {}) },
      { name: 'thrower', check: async () => Promise.reject(new Error('refused')) },
    ],
  });
});
afterEach(() => app.close());

const booking = { userId: 'u1', name: 'Ada', tickets: [{ tier: 'vip', quantity: 2 }] };

async function send(
  url: string,
  payload: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  const answer = await app.inject({ method: 'POST', url, payload: body, headers });
  return { status: answer.statusCode, type: answer.headers['content-type'], json: answer.json() };
}

async function errorsOf(url: string, payload: unknown) {
  const { status, json, type } = await send(url, payload);
  expect(status).toBe(400);
  expect(type).toMatch('application/problem+json');
  expect(json).toMatchObject({ type: '/problems/validation-failed', status: 400, code: 'validation-failed' });
  return json.errors as { pointer: string; detail: string }[];
}

it('takes what is right', async () => {
  expect(await send('/bookings', booking)).toMatchObject({ status: 200, json: booking });
});

it('never converts a body', async () => {
  expect(await errorsOf('/bookings', { ...booking, name: 5 })).toEqual([
    { pointer: '/name', detail: 'must be text, not a number' },
  ]);
});

it.each([0, -1, 11, 1e9])('says the bounds of a quantity of %d', async (quantity) => {
  expect(await errorsOf('/bookings', { ...booking, tickets: [{ tier: 'vip', quantity }] })).toEqual([
    { pointer: '/tickets/0/quantity', detail: 'must be from 1 to 10' },
  ]);
});

it('refuses half a ticket', async () => {
  expect(await errorsOf('/bookings', { ...booking, tickets: [{ tier: 'vip', quantity: 1.5 }] })).toEqual([
    { pointer: '/tickets/0/quantity', detail: 'must be a whole number, not a number' },
  ]);
});

it.each([{ tier: 'vip' }, { tier: 'vip', quantity: 1, seats: ['A-1'] }])(
  'gives one error for a union: %j',
  async (line) => {
    expect(await errorsOf('/bookings', { ...booking, tickets: [line] })).toEqual([
      { pointer: '/tickets/0', detail: 'needs exactly one of quantity, seats' },
    ]);
  },
);

it('tells all that is wrong at once, each by its pointer', async () => {
  const errors = await errorsOf('/bookings', {
    name: '\u200b ',
    email: 'x',
    tickets: [{ tier: 'vip', seats: 'A-1' }],
    'a/b': 1,
  });
  expect(errors).toEqual(
    expect.arrayContaining([
      { pointer: '/userId', detail: 'is required' },
      { pointer: '/name', detail: 'must be text with at least one visible character and no control characters' },
      { pointer: '/email', detail: 'must be a mail address, like ada@example.org' },
      { pointer: '/tickets/0/seats', detail: 'must be a list, not text' },
      { pointer: '/a~1b', detail: 'unknown field; allowed: userId, name, email, tickets' },
    ]),
  );
  expect(errors).toHaveLength(5);
});

it('never repeats a value that was sent, and cuts long names of fields', async () => {
  const { json } = await send('/bookings', { ...booking, email: 'secret value', ['x'.repeat(5000)]: 1 });
  expect(JSON.stringify(json)).not.toContain('secret');
  expect(JSON.stringify(json).length).toBeLessThan(600);
});

it('names at most 20 errors, and one of very many', async () => {
  const line = { tier: 'vip', quantity: 0 };
  const some = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, n]));
  expect(await errorsOf('/bookings', { ...booking, ...some, tickets: [line] })).toHaveLength(20);
  expect(await errorsOf('/bookings', { ...booking, tickets: Array.from({ length: 5000 }, () => line) })).toHaveLength(
    1,
  );
});

it('says which fields nested things have', async () => {
  const errors = await errorsOf('/locations', {
    name: 'Hall',
    address: { city: 'Paris', countryCode: 'frn', zip: 1 },
    timeZone: 'Mars/Base',
    halls: [{ name: 'A', capacity: '12' }],
  });
  expect(errors).toEqual(
    expect.arrayContaining([
      { pointer: '/address/countryCode', detail: 'must be an ISO 3166-1 alpha-2 country code, like FR (ZZ: unknown)' },
      { pointer: '/address/zip', detail: 'unknown field; allowed: street, city, region, postalCode, countryCode' },
      { pointer: '/timeZone', detail: 'must be an IANA time zone, like Europe/Paris' },
      { pointer: '/halls/0/capacity', detail: 'must be a whole number, not text' },
    ]),
  );
});

it('tells a tier with both capacity and seats from one with neither', async () => {
  const show = { hallId: 'hal_x', startsAt: 'tomorrow', endsAt: '2027-05-01T18:00:00Z', tiers: [{ id: 'vip' }] };
  expect(await errorsOf('/shows', show)).toEqual(
    expect.arrayContaining([
      { pointer: '/hallId', detail: 'has the wrong form; wanted: The id of a hall (a TypeID)' },
      { pointer: '/startsAt', detail: 'must be an RFC 3339 date and time with its offset, like 2027-05-01T18:00:00Z' },
      { pointer: '/tiers/0', detail: 'needs exactly one of capacity, seats' },
    ]),
  );
});

it.each([
  ['?limit=x', '?limit', 'must be a whole number'],
  ['?limit=1&limit=2', '?limit', 'must be given once only'],
  ['?keyword=a&keyword=b', '?keyword', 'must be given once only'],
  ['?limit=101', '?limit', 'must be from 1 to 100'],
  ['?sort=price', '?sort', 'must be relevance, time or distance'],
  ['?country=frn', '?country', 'must be an ISO 3166-1 alpha-2 country code, like FR (ZZ: unknown)'],
])('checks the query string: %s', async (query, pointer, detail) => {
  const answer = await app.inject({ url: `/events${query}` });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors).toEqual([{ pointer, detail }]);
});

it('converts numbers of query strings and fills in what is left out', async () => {
  expect((await app.inject({ url: '/events?limit=7' })).json()).toEqual({ limit: 7 });
  expect((await app.inject({ url: '/events' })).json()).toEqual({ limit: 20 });
});

it.each(['/events?colour=red', '/events/12?wait=1', '/healthz?x=1'])('refuses unknown parameters: %s', async (url) => {
  const answer = await app.inject({ url });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors[0]).toMatchObject({ detail: expect.stringMatching('unknown parameter') });
});

it.each(['/events?keyword=%E0%A4%A', '/events/%E0%A4%A'])('refuses broken percent-encoding: %s', async (url) => {
  const answer = await app.inject({ url });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'validation-failed', detail: expect.stringMatching('percent-encoding') });
});

it('refuses an address that is too long', async () => {
  const answer = await app.inject({ url: `/events?keyword=${'a'.repeat(9000)}` });
  expect(answer.json()).toMatchObject({ status: 414, code: 'uri-too-long' });
});

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

it.each([
  ['text that is no JSON', '{"name": secret', 400, 'malformed-json'],
  ['half a body', '{"name":', 400, 'malformed-json'],
  ['deep nesting', nested(33), 400, 'malformed-json'],
  ['very deep nesting', nested(100_000), 400, 'malformed-json'],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'malformed-json'],
  ['a poisoned prototype', '{"userId":"u","__proto__":{"admin":true}}', 400, 'validation-failed'],
  ['a poisoned prototype, escaped', '{"a":{"\\u005f_proto__":1}}', 400, 'validation-failed'],
  ['nothing', '', 400, 'validation-failed'],
  ['a long body', JSON.stringify('x'.repeat(256 * 1024)), 413, 'body-too-large'],
])('refuses %s', async (_what, payload, status, code) => {
  const answer = await send('/bookings', payload);
  expect(answer).toMatchObject({ status, json: { status, code } });
  expect(JSON.stringify(answer.json)).not.toContain('secret');
});

it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/jsonx'])(
  'refuses bodies of type %s',
  async (type) => {
    expect(await send('/bookings', booking, { 'content-type': type })).toMatchObject({
      status: 415,
      json: { code: 'unsupported-media-type' },
    });
  },
);

it('refuses a body of no type', async () => {
  const answer = await app.inject({ method: 'POST', url: '/bookings', payload: Buffer.from('{}'), headers: {} });
  expect(answer.statusCode).toBe(415);
});

it('takes a charset of utf-8', async () => {
  expect(await send('/bookings', booking, { 'content-type': 'application/json; charset=UTF-8' })).toMatchObject({
    status: 200,
  });
});

it('answers 404, and 405 with Allow where another method works', async () => {
  expect((await app.inject({ url: '/nothing' })).json()).toMatchObject({ status: 404, code: 'not-found' });
  const answer = await app.inject({ method: 'DELETE', url: '/events/12' });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS, PATCH' });
  expect(answer.json()).toMatchObject({ code: 'method-not-allowed' });
});

it('answers HEAD like GET without the body, and OPTIONS with the methods', async () => {
  const head = await app.inject({ method: 'HEAD', url: '/events/12' });
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '11']);
  const options = await app.inject({ method: 'OPTIONS', url: '/events/12' });
  expect([options.statusCode, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS, PATCH']);
});

it('says nothing of the inside when it fails itself', async () => {
  const answer = await app.inject({ url: '/broken' });
  expect(answer.json()).toEqual({
    type: '/problems/internal-error',
    title: 'Something went wrong on our side',
    status: 500,
    code: 'internal-error',
  });
});

it('keeps the members of a problem', async () => {
  expect((await app.inject({ url: '/refused' })).json()).toMatchObject({ status: 409, shortages: [{ tier: 'vip' }] });
});

it('is ready when every check is, and says what is not', async () => {
  const answer = await app.inject({ url: '/readyz' });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    status: 'unready',
    checks: [
      { name: 'store', ok: true },
      { name: 'bus', ok: false, reason: 'away' },
      { name: 'slow', ok: false, reason: 'no answer within 20 ms' },
      { name: 'thrower', ok: false, reason: 'refused' },
    ],
  });
  expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'alive' });
});

it('counts requests by route pattern and status, without ids', async () => {
  await app.inject({ url: '/events/evt_secret' });
  await app.inject({ url: '/nothing/secret' });
  const text = (await app.inject({ url: '/metrics' })).body;
  expect(text).toMatch(/myevents_http_requests_total\{method="GET",route="\/events\/:id",status="200"\} [1-9]/);
  expect(text).toMatch(/myevents_http_requests_total\{method="GET",route="none",status="404"\} [1-9]/);
  expect(text).toMatch(
    /myevents_http_request_duration_seconds_bucket\{method="GET",route="\/events\/:id",le="\+Inf"\} [1-9]/,
  );
  expect(text).toMatch(/myevents_event_loop_delay_seconds\{quantile="0.99"\} /);
  expect(text).not.toContain('secret');
});
