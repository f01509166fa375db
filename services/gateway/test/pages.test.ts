import asyncApiSpecs from '@asyncapi/specs';
import { messageTypes, problems, topics } from '@myevents/contracts';
import { createMetrics } from '@myevents/http-kit';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildGateway } from '../src/index.ts';
import { FakeBus } from './fake-bus.ts';
import { fakeCatalogue, oneEvent } from './fake-catalogue.ts';
import { FakeClock } from './fake-clock.ts';

let app: FastifyInstance;
const metrics = createMetrics();

beforeEach(async () => {
  metrics.registry.clear();
  const { registry } = metrics;
  const deps = { bus: new FakeBus().asBus(), clock: new FakeClock(), registry, checks: [] };
  app = await buildGateway({ ...deps, services: [fakeCatalogue] });
});
afterEach(() => app.close());

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

async function readDocument(): Promise<Document> {
  return (await app.inject({ url: '/openapi.json' })).json();
}

it('describes itself in valid OpenAPI 3.1', async () => {
  const document = await readDocument();
  expect(document.openapi).toBe('3.1.0');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

it('gives every operation an id of its own, a tag and the shape of its problems', async () => {
  const { paths } = await readDocument();
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { tags, responses } of operations) {
    expect(tags).toHaveLength(1);
    expect(responses['default']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  }
});

it('names shared schemas once, and refers to nothing that is not there', async () => {
  const document = await readDocument();
  const hold = document.paths['/v1/shows/{showId}/bookings']?.['post'];
  expect(hold?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { $ref: '#/components/schemas/BookingBody' } } },
  });
  const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  expect(new Set(references)).toEqual(new Set(Object.keys(document.components.schemas)));
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining([
      'Address',
      'BookingBody',
      'BookingResource',
      'EventHit',
      'Money',
      'Problem',
      'TicketLineBody',
    ]),
  );
});

it('describes its messages in valid AsyncAPI 3.0', async () => {
  const document = (await app.inject({ url: '/asyncapi.json' })).json();
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(asyncApiSpecs.schemasWithoutId['3.0.0'] as object);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(Object.keys(document.channels)).toEqual(Object.values(topics));
  expect(Object.keys(document.components.messages)).toEqual(Object.keys(messageTypes));
});

it('shows the reference as one page without scripts or anything from elsewhere', async () => {
  const answer = await app.inject({ url: '/docs' });
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.body).toContain('id="holdTickets"');
  expect(answer.body).toContain('id="schema-BookingBody"');
  for (const code of Object.keys(problems)) expect(answer.body).toContain(`id="problem-${code}"`);
  expect(answer.body).not.toMatch(/<script|https?:\/\/|style="|\bon\w+="/);
  const ids = new Set([...answer.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, anchor] of answer.body.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  expect((await app.inject({ url: '/docs/style.css' })).headers['content-type']).toBe('text/css; charset=utf-8');
});

it('leads from the type of a problem to its explanation', async () => {
  const { type } = (await app.inject({ url: '/nothing' })).json();
  expect((await app.inject({ url: type })).headers).toMatchObject({ location: '/docs#problem-not-found' });
  expect((await app.inject({ url: '/problems/toString' })).statusCode).toBe(404);
});

it('starts with what is on, in the time of the place, and lets no name become a script', async () => {
  const answer = await app.inject({ url: '/?utm_source=mail' });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Circus &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(answer.body).toContain('1 May 2027, 20:00 (Europe/Berlin)');
  expect(answer.body).toContain('from JPY 1500');
  expect(answer.body).toContain(`/v1/shows/${oneEvent.nextShow?.id}/availability`);
  expect(answer.body).not.toMatch(/<script/);
});

it.each(['/', '/docs'])('protects the page %s', async (url) => {
  const { headers } = await app.inject({ url });
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
  });
  expect(headers['content-security-policy']).not.toContain('unsafe');
});
