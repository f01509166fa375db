import type { IdempotentRequest } from './commands.ts';
import type { Subject } from './decision.ts';
import type { Ruling } from './ruling.ts';
import type { Show } from './show.ts';

/** How long a request is remembered, in milliseconds of stream time. */
export const rememberedMs = 24 * 60 * 60 * 1000;

/** An accepted request. */
export interface RememberedRequest {
  readonly bodyHash: string;
  readonly version: number;
  readonly at: number;
  readonly subject: Subject;
}

/** By key, the oldest first. */
export type RequestMemory = Map<string, RememberedRequest>;

/** Nothing remembered. */
export function createMemory(): RequestMemory {
  return new Map();
}

/** Keeps an accepted request with the commit that carries it. */
export function remember(show: Show, request: IdempotentRequest | undefined, at: number, subject: Subject): void {
  if (request === undefined) return;
  show.requests.delete(request.key);
  show.requests.set(request.key, { bodyHash: request.bodyHash, version: show.version, at, subject });
}

/** O(1) for each request that is forgotten. */
export function forgetOldRequests(requests: RequestMemory, at: number): void {
  for (const [key, remembered] of requests) {
    if (remembered.at + rememberedMs > at) return;
    requests.delete(key);
  }
}

/** Rule 6: the answer to a request that was accepted before, or undefined if this one is new. */
export function recall(show: Show, request: IdempotentRequest | undefined, now: number): Ruling | undefined {
  const remembered = request === undefined ? undefined : show.requests.get(request.key);
  if (remembered === undefined || remembered.at + rememberedMs <= now) return undefined;
  if (remembered.bodyHash !== request?.bodyHash) return { refusal: { code: 'idempotency-key-reused' } };
  return { subject: remembered.subject, version: remembered.version };
}
