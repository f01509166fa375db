import swagger from '@fastify/swagger';
import type { JsonObject, JsonValue } from '@myevents/ports';
import type { FastifyInstance } from 'fastify';
import { completeOperation } from './operations.ts';
import { readSharedSchemas, referToShared } from './shared-schemas.ts';
import { isObject, tidySchema } from './tidy-schema.ts';

const description = `Events, shows, seats, holds, bookings and waitlists over HTTP.

JSON in camelCase. Ids are TypeIDs (\`evt_…\`, \`shw_…\`, \`bkg_…\`). Times are RFC 3339 in UTC, the location's IANA time zone stands
beside them. Money is in minor units with its ISO 4217 currency: \`{"amount": 1999, "currency": "USD"}\` is USD 19.99. Unknown fields and
parameters are refused. Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`errors\` points at bad fields.
Lists answer \`{"items": […], "next": cursor or null}\`. A POST can be repeated safely with the same \`Idempotency-Key\`.`;

const tags = [
  { name: 'Locations', description: 'Places with halls and seating plans' },
  { name: 'Events', description: 'What is organised: search, create, publish, cancel' },
  { name: 'Shows', description: 'An event at a place and time, its tiers, seating plan and availability' },
  { name: 'Bookings', description: 'Hold, pay, release, cancel' },
  { name: 'Waitlist', description: 'First come, first served' },
  { name: 'History', description: 'Why it went as it did: what happened and by which rule' },
  { name: 'Users', description: 'Who books' },
  { name: 'Older shapes', description: 'The routes and shapes of earlier systems, over the same API' },
  { name: 'Platform', description: 'About the platform itself' },
];

/** Collects the routes registered from now on. */
export async function collectOperations(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'MyEvents', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      tags,
    },
  });
}

/** The API as OpenAPI 3.1, with what several operations use as components. Costs some milliseconds: keep it. */
export function describeApi(app: FastifyInstance): JsonObject {
  const raw = tidySchema(JSON.parse(JSON.stringify(app.swagger())));
  if (!isObject(raw) || !isObject(raw['paths'])) throw new Error('the routes could not be described');
  const shared = readSharedSchemas();
  // A reader of any answer needs the shape of a problem, whether or not a route names it.
  const problem = shared.get('Problem') ?? {};
  const { document, schemas } = referToShared({ paths: completePaths(raw['paths']), problem }, shared);
  const paths = isObject(document) ? document['paths'] : {};
  return { ...raw, paths, components: { schemas } };
}

function completePaths(paths: JsonObject): JsonObject {
  const completed = Object.entries(paths).map(([path, item]): [string, JsonValue] => [
    path,
    isObject(item)
      ? Object.fromEntries(
          Object.entries(item).map(([method, operation]) => [
            method,
            isObject(operation) ? completeOperation(path, method, operation) : operation,
          ]),
        )
      : {},
  ]);
  return Object.fromEntries(completed);
}
