import type { IncomingMessage, ServerResponse } from 'node:http';
import { canBeCached, toCacheKey } from './cache-key.ts';
import { Compression } from './compression.ts';
import type { Entry, Variant } from './entry.ts';
import { type Flight, Flights, type Waiter } from './flights.ts';
import { chooseEncoding, matchesEtag, readWants, type Wants } from './negotiation.ts';
import type { Fill, FillResult, ResponseCache } from './response-cache.ts';

export interface CacheCounts {
  hits: number;
  /** Went to a service. */
  misses: number;
  /** Came while another was on its way for the same. */
  joined: number;
}

/**
 * Stands before the routing: answers hot GETs and HEADs with ready-made bytes, lets one of many equal ones through to the services, and
 * passes everything else on untouched.
 */
export class CacheFront {
  readonly counts: CacheCounts = { hits: 0, misses: 0, joined: 0 };
  readonly flights: Flights;
  readonly #cache: ResponseCache;
  readonly #compression: Compression;
  readonly #wants: Wants = { ifNoneMatch: undefined, acceptEncoding: undefined, hasAuthorization: false };

  constructor(cache: ResponseCache) {
    this.#cache = cache;
    this.#compression = new Compression(cache.entries);
    this.flights = new Flights((waiters, fill, result) => this.#answerWaiters(waiters, fill, result));
  }

  handle(request: IncomingMessage, response: ServerResponse, pass: () => void): void {
    const { method, url, rawHeaders } = request;
    if ((method !== 'GET' && method !== 'HEAD') || url === undefined) {
      pass();
      return;
    }
    readWants(rawHeaders, this.#wants);
    if (this.#wants.hasAuthorization) {
      pass();
      return;
    }
    const startedAt = performance.now();
    const key = toCacheKey(url, rawHeaders);
    const entry = this.#cache.find(key);
    if (entry === undefined) {
      this.#fetch(key, request, response, pass);
      return;
    }
    this.counts.hits += 1;
    const status = this.#send(entry, method, response);
    entry.recorder?.record(status, (performance.now() - startedAt) / 1000);
  }

  #fetch(key: string, request: IncomingMessage, response: ServerResponse, pass: () => void): void {
    if (!canBeCached(key)) {
      pass();
      return;
    }
    const flight = this.flights.under(key);
    if (flight === undefined) {
      this.counts.misses += 1;
      this.flights.begin(key, this.#cache.begin(), request, response);
      pass();
      return;
    }
    this.#join(flight, { request, response, pass, moment: this.#cache.floors.nextMoment() });
  }

  #join(flight: Flight, waiter: Waiter): void {
    this.counts.joined += 1;
    this.flights.join(flight, waiter);
  }

  #answerWaiters(waiters: readonly Waiter[], fill: Fill, result: FillResult | null): void {
    for (const waiter of waiters) {
      if (waiter.response.destroyed) continue;
      if (result === null) waiter.pass();
      else if (result.isCurrent || fill.moment > waiter.moment) this.#answer(result.entry, waiter);
      else this.#retry(fill, waiter);
    }
  }

  /** What it waited for was out of date when it came, and perhaps already when it asked: it goes, or waits, once more. */
  #retry(fill: Fill, waiter: Waiter): void {
    const { request, response, pass } = waiter;
    const key = toCacheKey(request.url ?? '/', request.rawHeaders);
    const entry = this.#cache.find(key);
    const flight = this.flights.under(key);
    if (entry !== undefined) this.#answer(entry, waiter);
    else if (flight !== undefined && flight.fill !== fill) this.#join(flight, waiter);
    else this.#fetch(key, request, response, pass);
  }

  #answer(entry: Entry, { request, response }: Waiter): void {
    readWants(request.rawHeaders, this.#wants);
    const status = this.#send(entry, request.method, response);
    entry.recorder?.record(status, 0);
  }

  /** Sends what `#wants`, just read, asks for; answers the status. */
  #send(entry: Entry, method: string | undefined, response: ServerResponse): number {
    const { acceptEncoding, ifNoneMatch } = this.#wants;
    const encoding = acceptEncoding === undefined ? null : chooseEncoding(acceptEncoding);
    const variant = encoding === null ? entry.plain : this.#compression.variantOf(entry, encoding);
    const held = ifNoneMatch === undefined ? undefined : heldVariant(entry, variant, ifNoneMatch);
    if (held !== undefined) {
      response.writeHead(304, held.headNotModified);
      response.end();
      return 304;
    }
    response.writeHead(200, variant.head);
    if (method === 'HEAD') response.end();
    else response.end(variant.bytes);
    return 200;
  }
}

/** The variant the client says it has. */
function heldVariant(entry: Entry, wanted: Variant, ifNoneMatch: string): Variant | undefined {
  if (matchesEtag(ifNoneMatch, wanted.etag)) return wanted;
  return matchesEtag(ifNoneMatch, entry.plain.etag) ? entry.plain : undefined;
}
