import { expiresAtHeader, readTouched, requestMetricsOf, versionsHeader } from '@myevents/http-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest, onSendAsyncHookHandler } from 'fastify';
import type { Registry } from 'prom-client';
import type { CacheFront } from './cache-front.ts';
import { compressAhead } from './compression.ts';
import type { Entry, Variant } from './entry.ts';
import type { Flight } from './flights.ts';
import { chooseEncoding, matchesEtag } from './negotiation.ts';
import type { FilledAnswer, ResponseCache } from './response-cache.ts';

/** Of one request or one connection, or made anew for each variant. */
const notKept = new Set([
  'etag',
  'date',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'x-request-id',
]);

export interface CaptureOptions {
  readonly cache: ResponseCache;
  readonly front: CacheFront;
  readonly registry: Registry;
}

/**
 * Reads what services say of their answers (`touch`) and takes it away before it is sent: a write's versions raise the floors before
 * the writer hears of its success, a public answer fills the cache and goes to all who wait for it.
 */
export function captureAnswers(app: FastifyInstance, { cache, front, registry }: CaptureOptions): void {
  const requests = requestMetricsOf(registry);
  const capture: onSendAsyncHookHandler = async (request, reply, payload) => {
    const touchedHeader = reply.getHeader(versionsHeader);
    const expiresAtText = reply.getHeader(expiresAtHeader);
    const touched = typeof touchedHeader === 'string' ? readTouched(touchedHeader) : [];
    if (touchedHeader !== undefined) reply.removeHeader(versionsHeader);
    if (expiresAtText !== undefined) reply.removeHeader(expiresAtHeader);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      if (reply.statusCode < 300) for (const one of touched) cache.raise(one);
      return payload;
    }
    const flight = front.flights.of(request.raw);
    if (flight === undefined || flight.isSettled) return payload;
    const bytes = toPublicBytes(reply, payload);
    if (bytes === undefined) {
      front.flights.settle(flight, null);
      return payload;
    }
    const expiresAt = expiresAtText === undefined ? undefined : Number(expiresAtText);
    const recorder = requests.recorder('GET', request.routeOptions.url ?? 'none');
    // A page is large, made in many milliseconds and read over slow networks: nobody gets it as it is, not even the first.
    const br = isPage(reply) ? await compressAhead(bytes) : undefined;
    const answer = { ...toAnswer(reply, bytes), recorder, touched, expiresAt, br };
    return share({ cache, front, flight, request, reply }, answer);
  };
  // After the hooks of the service it belongs to, which may still set headers.
  app.addHook('onRoute', (route) => {
    route.onSend = [capture, ...[route.onSend ?? []].flat()];
  });
}

interface Shared {
  readonly cache: ResponseCache;
  readonly front: CacheFront;
  readonly flight: Flight;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Fills the cache, answers those who wait, and gives the one who asked first the same head as all others. */
function share({ cache, front, flight, request, reply }: Shared, answer: FilledAnswer): Buffer | string {
  const result = cache.complete(flight.key, flight.fill, answer);
  front.flights.settle(flight, result);
  const { plain } = result.entry;
  const isHead = request.method === 'HEAD';
  const wanted = isHead ? plain : variantFor(request, result.entry);
  const ifNoneMatch = isHead ? undefined : request.headers['if-none-match'];
  const held = ifNoneMatch && [wanted, plain].find(({ etag }) => matchesEtag(ifNoneMatch, etag));
  reply.header('etag', (held || wanted).etag);
  if (!reply.hasHeader('vary')) reply.header('vary', 'accept-encoding');
  if (held) {
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  }
  if (wanted !== plain) reply.header('content-encoding', 'br');
  return wanted.bytes;
}

function variantFor({ headers }: FastifyRequest, { plain, br }: Entry): Variant {
  return br !== undefined && chooseEncoding(headers['accept-encoding'] ?? '') === 'br' ? br : plain;
}

const isPage = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/html');

function toPublicBytes(reply: FastifyReply, payload: unknown): Buffer | undefined {
  if (reply.statusCode !== 200 || reply.hasHeader('set-cookie')) return undefined;
  if (!/\bpublic\b/.test(String(reply.getHeader('cache-control') ?? ''))) return undefined;
  if (typeof payload === 'string') return Buffer.from(payload);
  return Buffer.isBuffer(payload) ? payload : undefined;
}

function toAnswer(reply: FastifyReply, bytes: Buffer) {
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined || notKept.has(name) ? [] : [name, String(value)],
  );
  const etag = reply.getHeader('etag');
  return { bytes, headers, etag: typeof etag === 'string' ? etag : undefined };
}
