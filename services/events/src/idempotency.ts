import { hash } from 'node:crypto';
import type { IdempotentRequest } from '@myevents/catalog';
import { type IdKind, idPrefixes } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { FastifyRequest } from 'fastify';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The request's Idempotency-Key with its body, as hashes; undefined where the client sent none. */
export function readIdempotency(request: FastifyRequest): IdempotentRequest | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new ProblemError('validation-failed', {
      detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    });
  }
  const { method, routeOptions, params, body } = request;
  const route = JSON.stringify([method, routeOptions.url, sortKeys(params)]);
  return {
    key: hash('sha256', `${route}\n${header}`, 'base64url'),
    bodyHash: hash('sha256', JSON.stringify(sortKeys(body)), 'base64url'),
  };
}

/**
 * The id of what a request makes: a repetition comes to the same id, and so to the same stream, where the log lets only one of
 * them be first. Not a UUIDv7, so these ids do not sort by time.
 */
export function idOfRequest(kind: IdKind, request: IdempotentRequest): string {
  let bits = BigInt(`0x${hash('sha256', `${kind}\n${request.key}`).slice(0, 32)}`);
  let suffix = '';
  for (let digit = 0; digit < 26; digit += 1) {
    suffix = `${alphabet[Number(bits & 31n)]}${suffix}`;
    bits >>= 5n;
  }
  return `${idPrefixes[kind]}_${suffix}`;
}

/** The same value with the keys of its objects in one order: how a client orders fields says nothing. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, sortKeys(member)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
