import { readFile } from 'node:fs/promises';
import { type ProblemCode, problems } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { JsonObject } from '@myevents/ports';
import type { FastifyPluginAsync } from 'fastify';
import { describeMessages } from '../openapi/asyncapi.ts';
import { describeApi } from '../openapi/openapi.ts';
import { renderReference } from './reference-page.ts';

const schema = { hide: true } as const;
const cacheControl = 'public, max-age=60';

/** `/openapi.json`, `/asyncapi.json` and the same to read at `/docs`. Made at the first request, when all routes are known. */
export const referenceRoutes: FastifyPluginAsync = async (app) => {
  let api: JsonObject | undefined;
  let page: string | undefined;
  const apiOf = () => (api ??= describeApi(app));
  const style = await readFile(new URL('style.css', import.meta.url), 'utf8');
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', cacheControl);
  });
  app.get('/openapi.json', { schema }, async () => apiOf());
  app.get('/asyncapi.json', { schema }, async () => describeMessages());
  app.get('/docs', { schema, config: { takesAnyQuery: true } }, async (_request, reply) => {
    page ??= renderReference(apiOf());
    return reply.type('text/html; charset=utf-8').send(page);
  });
  app.get('/docs/style.css', { schema }, async (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  app.get<{ Params: { code: string } }>('/problems/:code', { schema }, async ({ params: { code } }, reply) => {
    if (!isProblemCode(code)) throw new ProblemError('not-found');
    return reply.redirect(`/docs#problem-${code}`);
  });
};

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
