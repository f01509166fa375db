import { BookingBody, EventBody, LocationBody, ShowBody, ShowPatch } from '@myevents/contracts';
import * as fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../src/index.ts';

const schemas = {
  bookings: BookingBody,
  locations: LocationBody,
  events: EventBody,
  shows: ShowBody,
  patches: ShowPatch,
};
let app: FastifyInstance;

beforeAll(async () => {
  app = await buildApp();
  for (const [path, body] of Object.entries(schemas)) app.post(`/${path}`, { schema: { body } }, async () => ({}));
});
afterAll(() => app.close());

/** Names that mean something to the schemas, so that values get deep inside. */
const names =
  'userId name email tickets tier quantity seats names halls address countryCode capacity plan sections rows tiers id price amount ' +
  'currency policy metadata __proto__ a/b~';
const field = fc.constantFrom(...names.split(' '));
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('body'), { maxLength: 4 }),
  object: fc.array(fc.tuple(field, tie('body')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
}));

it('answers any body with 400 and errors that point into it, or takes it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(schemas)), body, async (path, value) => {
      const payload = JSON.stringify(value);
      const answer = await app.inject({
        method: 'POST',
        url: `/${path}`,
        payload,
        headers: { 'content-type': 'application/json' },
      });
      expect([200, 400]).toContain(answer.statusCode);
      if (answer.statusCode === 200) return;
      const { errors } = answer.json<{ errors: { pointer: string; detail: string }[] }>();
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThanOrEqual(20);
      for (const { pointer, detail } of errors) {
        expect(pointer).toMatch(/^(?:\/(?:[^~/]|~[01])*)*$/);
        expect(detail.length).toBeGreaterThan(5);
      }
    }),
    { numRuns: 300 },
  );
});
