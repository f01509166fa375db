import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  buildApp,
  expectedVersion,
  expiresAtHeader,
  readTouched,
  touch,
  versionsHeader,
  versionTag,
} from '../src/index.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = await buildApp();
  app.patch('/thing', async (request) => ({ version: expectedVersion(request) ?? null }));
  app.get('/thing', async (_request, reply) => {
    touch(reply, [{ stream: 'show/shw_1', version: 12 }, { stream: 'catalogue' }], { expiresAtMs: 1_800_000_000_000 });
    return reply.header('etag', versionTag(12)).send({});
  });
});
afterAll(() => app.close());

async function patch(ifMatch: string | undefined) {
  const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  const answer = await app.inject({ method: 'PATCH', url: '/thing', headers });
  return { status: answer.statusCode, json: answer.json() };
}

it.each([
  [versionTag(12), 12],
  ['"12-Xk3_9-aZ"', 12],
  ['"12-Xk3_9-aZ-br"', 12],
  ['W/"12"', 12],
  ['*', null],
  [undefined, null],
])('reads the version an edit was made for from %s', async (ifMatch, version) => {
  expect(await patch(ifMatch)).toEqual({ status: 200, json: { version } });
});

it.each(['12', '"x"', '"12", "13"', '"1e3"'])('refuses an If-Match of %s', async (ifMatch) => {
  expect(await patch(ifMatch)).toMatchObject({ status: 412, json: { code: 'version-conflict' } });
});

it('says which streams an answer came from, and how long it is good', async () => {
  const { headers } = await app.inject({ url: '/thing' });
  expect(headers).toMatchObject({ etag: '"12"', [expiresAtHeader]: '1800000000000' });
  expect(readTouched(String(headers[versionsHeader]))).toEqual([
    { stream: 'show/shw_1', version: 12 },
    { stream: 'catalogue' },
  ]);
});

it('reads nothing into what makes no sense', () => {
  expect(readTouched(' , show/x@, event/y@1.5x, event/z@3')).toEqual([{ stream: 'event/z', version: 3 }]);
});
