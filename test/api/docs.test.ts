import asyncApiSpecs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Reference, readReference } from './documented.ts';
import { get, send, url } from './subject.ts';

let reference: Reference;

beforeAll(async () => {
  reference = await readReference(url);
});

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(reference.document.openapi).toMatch(/^3\.1\./);
    const copy = structuredClone(reference.document) as unknown as Record<string, unknown>;
    const { valid, errors } = await new Validator().validate(copy);
    expect([valid, errors ?? []]).toEqual([true, []]);
  });

  it('describes every route of the platform', () => {
    const routes = reference.routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /v1/locations',
        'GET /v1/locations',
        'GET /v1/locations/{}',
        'PATCH /v1/locations/{}',
        'GET /v1/locations/{}/events',
        'POST /v1/events',
        'GET /v1/events',
        'GET /v1/events/facets',
        'GET /v1/catalogue/events',
        'GET /v1/events/{}',
        'PATCH /v1/events/{}',
        'POST /v1/events/{}/publish',
        'POST /v1/events/{}/cancel',
        'POST /v1/events/{}/shows',
        'GET /v1/events/{}/shows',
        'GET /v1/shows/{}',
        'PATCH /v1/shows/{}',
        'POST /v1/shows/{}/cancel',
        'GET /v1/shows/{}/plan',
        'GET /v1/shows/{}/availability',
        'GET /v1/shows/{}/availability/stream',
        'POST /v1/shows/{}/bookings',
        'GET /v1/bookings',
        'GET /v1/bookings/{}',
        'DELETE /v1/bookings/{}',
        'DELETE /v1/bookings/{}/tickets/{}',
        'POST /v1/bookings/{}/payment',
        'POST /v1/bookings/{}/extension',
        'POST /v1/shows/{}/waitlist',
        'GET /v1/shows/{}/waitlist',
        'GET /v1/waitlist/{}',
        'DELETE /v1/waitlist/{}',
        'GET /v1/bookings/{}/history',
        'GET /v1/waitlist/{}/history',
        'GET /v1/shows/{}/ledger',
        'GET /v1/shows/{}/sales',
        'POST /v1/users',
        'GET /v1/users/{}',
        'PATCH /v1/users/{}',
        'DELETE /v1/users/{}',
        'GET /events',
        'POST /events',
        'GET /events/id/{}',
        'GET /events/name/{}',
        'POST /events/{}/bookings',
        'GET /searchEvents',
        'POST /reserveTickets',
      ]),
    );
  });

  it('lists no route that is not there', async () => {
    for (const { method, path, operation } of reference.routes) {
      const answer = await send({
        method,
        path: path.replaceAll(/\{\w+\}/g, 'x'),
        raw: method === 'GET' ? '' : 'null',
      });
      const { code, detail } = (answer.body ?? {}) as { code?: string; detail?: string };
      // 404 comes with what is missing; of a route that is not there it comes bare.
      const isThere = answer.status !== 405 && (answer.status !== 404 || detail !== undefined);
      expect([method, path, operation.operationId, code, isThere]).toEqual([
        method,
        path,
        operation.operationId,
        code,
        true,
      ]);
    }
  });

  it('has ids, words and examples of failure for every operation', () => {
    const ids = reference.routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of reference.routes) {
      const { summary } = operation as { summary?: string };
      expect([operation.operationId, summary]).toEqual([operation.operationId, expect.stringMatching(/./)]);
      expect([operation.operationId, Object.keys(operation.responses)]).toEqual([
        operation.operationId,
        expect.arrayContaining(['default']),
      ]);
    }
  });

  it('knows the headers a client may send', () => {
    const parametersOf = (method: string, path: string) =>
      (reference.find(method, path)?.operation.parameters ?? []).map(({ name }) => name.toLowerCase());
    expect(parametersOf('POST', '/v1/shows/x/bookings')).toContain('idempotency-key');
    expect(parametersOf('PATCH', '/v1/events/x')).toContain('if-match');
    expect(parametersOf('GET', '/v1/shows/x/availability/stream')).toContain('last-event-id');
  });
});

it('/asyncapi.json is valid AsyncAPI 3 and names every message', async () => {
  const { body } = await get<{ asyncapi: string; components: { messages: object } }>('/asyncapi.json');
  expect(body.asyncapi).toMatch(/^3\./);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(asyncApiSpecs.schemasWithoutId['3.0.0'] as object);
  expect([validate(body), validate.errors]).toEqual([true, null]);
  expect(Object.keys(body.components.messages)).toEqual(
    expect.arrayContaining([
      'myevents.location.created',
      'myevents.location.changed',
      'myevents.event.created',
      'myevents.event.changed',
      'myevents.event.published',
      'myevents.event.cancelled',
      'myevents.show.scheduled',
      'myevents.show.changed',
      'myevents.show.cancelled',
      'myevents.booking.held',
      'myevents.booking.confirmed',
      'myevents.booking.expired',
      'myevents.booking.released',
      'myevents.booking.cancelled',
      'myevents.waitlist.offered',
      'myevents.availability.changed',
    ]),
  );
});

describe.each(['/docs', '/'])('the page %s', (path) => {
  it('asks nobody else for anything', async () => {
    const { status, headers, bytes } = await get(path);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    // Addresses by which a page is known elsewhere are followed by nobody.
    const html = bytes.toString().replaceAll(/<link rel="(?:canonical|alternate)"[^>]*>/g, '');
    const asked = [
      ...html.matchAll(
        /<(?:script|link|img|iframe|source|object|embed|form)\b[^>]*?(?:src|href|action|data)="([^"]*)"/g,
      ),
    ];
    for (const [, address] of asked) expect(address).toMatch(/^(\/(?!\/)|#|data:)/);
    expect(html).not.toMatch(/@import|url\(\s*['"]?(?!data:)[a-z]+:/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    const own = asked.map(([, address = '']) => address).filter((address) => address.startsWith('/'));
    for (const address of own) expect([address, (await get(address)).status]).toEqual([address, 200]);
  });

  it('leads only to what is there', async () => {
    const html = (await get(path)).bytes.toString();
    const links = new Set(
      [...html.matchAll(/<a\b[^>]*?href="(\/[^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&')),
    );
    for (const link of links) {
      const { status } = await get(link.split('#', 1)[0] ?? '/');
      expect([link, status < 400]).toEqual([link, true]);
    }
    const anchors = [...html.matchAll(/<a\b[^>]*?href="#([^"]*)"/g)].map(([, anchor = '']) => anchor);
    for (const anchor of new Set(anchors)) expect(html).toContain(`id="${anchor}"`);
  });
});

it('/docs tells of every operation', async () => {
  const html = (await get('/docs')).bytes.toString();
  for (const { operation } of reference.routes) expect(html).toContain(`id="${operation.operationId}"`);
});

it('explains the type of every problem', async () => {
  const { body } = await get<{ type: string }>('/nope');
  const page = await get(body.type);
  expect([200, 302, 303, 307]).toContain(page.status);
  if (page.status !== 200) expect(String(page.headers['location'])).toMatch(/^\/docs#/);
});
