import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';
import { toPointerToken } from './validation/pointer.ts';

/** No body of ours nests deeper than ten; what does is an attack or a mistake. */
const depthMax = 32;

/**
 * Takes `application/json` in UTF-8 and nothing else. An empty body is no body (the schema then says what is missing); a
 * `__proto__` anywhere and deep nesting are refused.
 */
export function useJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseJson(request, body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

function parseJson(request: FastifyRequest, body: Buffer): unknown {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new ProblemError('unsupported-media-type', { detail: 'The charset must be utf-8.' });
  }
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new ProblemError('malformed-json', { detail: 'The body is not UTF-8.' });
  const value = parse(body.toString('utf8'));
  checkNesting(value, '', 1);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's own words may quote the body, so only the place is passed on.
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw new ProblemError('malformed-json', {
      detail: position === undefined ? 'The body ends too early or is no JSON.' : `No JSON at position ${position}.`,
    });
  }
}

function checkNesting(value: unknown, pointer: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > depthMax) {
    throw new ProblemError('malformed-json', { detail: `The body nests deeper than ${depthMax} levels.` });
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      if (typeof item === 'object') checkNesting(item, `${pointer}/${index}`, depth + 1);
    });
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') {
      throw new ProblemError('validation-failed', {
        errors: [{ pointer: `${pointer}/__proto__`, detail: 'is not a field of anything' }],
      });
    }
    if (typeof member === 'object') checkNesting(member, `${pointer}/${toPointerToken(key)}`, depth + 1);
  }
}
