import type { FastifyInstance, FastifySchema } from 'fastify';
import { ProblemError } from './problem-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For pages people link to: whatever stands in the query string is let through unread. */
    takesAnyQuery?: boolean;
  }
}

const noParameters = { type: 'object', properties: {}, additionalProperties: false };

/** Enough for the longest cursor beside every other parameter. */
const urlLengthMax = 8192;

/** A route that declares no query parameters takes none; a broken percent-encoding is refused on every route. */
export function useStrictQueries(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const schema: FastifySchema = route.schema ?? {};
    if (schema.querystring !== undefined || route.config?.takesAnyQuery === true) return;
    route.schema = { ...schema, querystring: noParameters };
  });
  app.addHook('onRequest', async (request) => {
    const url = request.raw.url ?? '/';
    if (url.length > urlLengthMax)
      throw new ProblemError('uri-too-long', { detail: `At most ${urlLengthMax} characters.` });
    const from = url.indexOf('?');
    if (from < 0 || !url.includes('%', from) || isDecodable(url.slice(from))) return;
    throw new ProblemError('validation-failed', { detail: 'The query string holds a broken percent-encoding.' });
  });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
