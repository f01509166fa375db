import type { IdempotentRequest } from '@myevents/booking';
import { ProblemError } from '@myevents/http-kit';
import type { FastifyRequest } from 'fastify';
import type { KeyedHash } from './secrets.ts';

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key of a request, or undefined where it has none. @throws ProblemError where it is not 1–255 visible ASCII characters. */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header === 'string' && keyPattern.test(header)) return header;
  const detail = 'must be 1 to 255 visible ASCII characters, sent once';
  throw new ProblemError('validation-failed', { errors: [{ pointer: 'Idempotency-Key', detail }] });
}

/**
 * Rule 6: what is remembered of a request. The key counts per user and route; both are keyed hashes, for a body may hold a
 * payment's token, and a key is as good as a password.
 */
export function toIdempotentRequest(
  request: FastifyRequest,
  { userId, about, hash }: { readonly userId: string; readonly about: object; readonly hash: KeyedHash },
): { readonly request?: IdempotentRequest } {
  const key = readIdempotencyKey(request);
  if (key === undefined) return {};
  const scope = `${request.method} ${request.routeOptions.url ?? ''}`;
  return {
    request: { key: hash.of(JSON.stringify([scope, userId, key])), bodyHash: hash.of(JSON.stringify(sorted(about))) },
  };
}

/** The same JSON in whatever order its fields came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
