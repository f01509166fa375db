import type { IdempotentRequest } from './commands.ts';
import type { Subject } from './decision.ts';
import { itemAt } from './present.ts';
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

/** The requests of the last day, and the order in which they are forgotten. */
export interface RequestMemory {
  readonly byKey: Map<string, RememberedRequest>;
  /** The oldest first from `head` on; keys that were forgotten or used again since are skipped. */
  ages: { readonly key: string; readonly at: number }[];
  head: number;
}

/** Nothing remembered. */
export function createMemory(): RequestMemory {
  return { byKey: new Map(), ages: [], head: 0 };
}

/** Keeps an accepted request with the commit that carries it. */
export function remember(show: Show, request: IdempotentRequest | undefined, at: number, subject: Subject): void {
  if (request === undefined) return;
  forgetRequest(show.requests, request.key);
  addRequest(show.requests, request.key, { bodyHash: request.bodyHash, version: show.version, at, subject });
}

/** As the newest. */
export function addRequest(requests: RequestMemory, key: string, remembered: RememberedRequest): void {
  requests.byKey.set(key, remembered);
  requests.ages.push({ key, at: remembered.at });
}

/** The key is as good as new. */
export function forgetRequest(requests: RequestMemory, key: string): void {
  requests.byKey.delete(key);
}

/** Amortised O(1) for each request. */
export function forgetOldRequests(requests: RequestMemory, at: number): void {
  const { byKey, ages } = requests;
  while (requests.head < ages.length) {
    const oldest = itemAt(ages, requests.head);
    if (oldest.at + rememberedMs > at) break;
    if (byKey.get(oldest.key)?.at === oldest.at) byKey.delete(oldest.key);
    requests.head += 1;
  }
  if (requests.head < 1024 || requests.head * 2 < ages.length) return;
  requests.ages = ages.slice(requests.head);
  requests.head = 0;
}

/** Rule 6: the answer to a request that was accepted before, or undefined if this one is new. */
export function recall(show: Show, request: IdempotentRequest | undefined, now: number): Ruling | undefined {
  const remembered = request === undefined ? undefined : show.requests.byKey.get(request.key);
  if (remembered === undefined || remembered.at + rememberedMs <= now) return undefined;
  if (remembered.bodyHash !== request?.bodyHash) return { refusal: { code: 'idempotency-key-reused' } };
  return { subject: remembered.subject, version: remembered.version };
}
