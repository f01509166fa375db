import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlatform, type Platform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform[Symbol.asyncDispose]());

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly operationId: string; readonly tags: string[] }>>>
  >;
  readonly tags: readonly { readonly name: string }[];
}

/** What the platform offers, as its description promises it. */
const promised = [
  'GET POST /v1/locations',
  'GET PATCH /v1/locations/{}',
  'GET /v1/locations/{}/events',
  'GET POST /v1/events',
  'GET /v1/events/facets',
  'GET /v1/catalogue/events',
  'GET PATCH /v1/events/{}',
  'POST /v1/events/{}/publish',
  'POST /v1/events/{}/cancel',
  'GET POST /v1/events/{}/shows',
  'GET PATCH /v1/shows/{}',
  'POST /v1/shows/{}/cancel',
  'GET /v1/shows/{}/plan',
  'GET /v1/shows/{}/availability',
  'GET /v1/shows/{}/availability/stream',
  'POST /v1/shows/{}/bookings',
  'GET /v1/bookings',
  'DELETE GET /v1/bookings/{}',
  'DELETE /v1/bookings/{}/tickets/{}',
  'POST /v1/bookings/{}/payment',
  'POST /v1/bookings/{}/extension',
  'GET /v1/bookings/{}/history',
  'GET POST /v1/shows/{}/waitlist',
  'DELETE GET /v1/waitlist/{}',
  'GET /v1/waitlist/{}/history',
  'GET /v1/shows/{}/ledger',
  'GET /v1/shows/{}/sales',
  'POST /v1/users',
  'DELETE GET PATCH /v1/users/{}',
  'GET POST /events',
  'GET /events/id/{}',
  'GET /events/name/{}',
  'POST /events/{}/bookings',
  'GET /searchEvents',
  'POST /reserveTickets',
];

it('describes every route of the platform in valid OpenAPI 3.1', async () => {
  const { json } = await platform.get<Document>('/openapi.json');
  const { errors } = await new Validator().validate(structuredClone(json) as unknown as Record<string, unknown>);
  expect(errors ?? []).toEqual([]);
  const described = Object.entries(json.paths).map(([path, item]) => {
    const methods = Object.keys(item).map((method) => method.toUpperCase());
    return `${methods.toSorted().join(' ')} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
  });
  expect(described).toEqual(expect.arrayContaining(promised));
  const operations = Object.values(json.paths).flatMap((item) => Object.values(item));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const tags = new Set(json.tags.map(({ name }) => name));
  for (const operation of operations) for (const tag of operation.tags) expect(tags).toContain(tag);
});

it('answers nothing but problems for what is wrong, on every route', async () => {
  const { json } = await platform.get<Document>('/openapi.json');
  for (const [path, item] of Object.entries(json.paths)) {
    const url = path.replaceAll(/\{[^}]*\}/g, 'x');
    for (const method of Object.keys(item)) {
      const payload =
        method === 'get' || method === 'delete'
          ? {}
          : { payload: '{"unknown":1}', headers: { 'content-type': 'application/json' } };
      const answer = await platform.app.inject({
        method: method.toUpperCase() as 'GET',
        url: `${url}?unknown=1`,
        ...payload,
      });
      expect([method, url, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([method, url, true]);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toMatchObject({ status: answer.statusCode, code: expect.any(String) });
    }
  }
});
