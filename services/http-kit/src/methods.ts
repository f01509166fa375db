import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './error-handler.ts';
import { ProblemError } from './problem-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers a browser that asks for a page where there is none; false: it wants something else, and gets the problem. */
    answerMissingPage?: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;
  }
}

interface Pattern {
  readonly path: RegExp;
  readonly methods: Set<string>;
}

/** Answers what no route takes: 405 with `Allow` where the path has other methods, 204 to OPTIONS there, else 404. */
export function useNotFound(app: FastifyInstance): void {
  const patterns = new Map<string, Pattern>();
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = patterns.get(url) ?? { path: toPathPattern(url), methods: new Set() };
    patterns.set(url, pattern);
    for (const one of [method].flat()) pattern.methods.add(one);
  });
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.raw.url?.split('?', 1)[0] ?? '/';
    const methods = new Set(
      [...patterns.values()].flatMap((pattern) => (pattern.path.test(path) ? [...pattern.methods] : [])),
    );
    // A route may also find that what it was asked for is not there.
    if (methods.size === 0 || methods.has(request.method)) {
      if ((await app.answerMissingPage?.(request, reply)) === true) return reply;
      return sendProblem(reply, new ProblemError('not-found'));
    }
    const allow = [...methods, 'OPTIONS'].toSorted().join(', ');
    if (request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send();
    return sendProblem(
      reply,
      new ProblemError('method-not-allowed', { detail: `Allowed: ${allow}.`, headers: { allow } }),
    );
  });
}

/** Fastify's patterns as we use them: `:name` is one segment, `*` at the end is the rest. */
function toPathPattern(url: string): RegExp {
  const source = url
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/:\w+/g, '[^/]+')
    .replace(/\*$/, '.*');
  return new RegExp(`^${source}$`);
}
