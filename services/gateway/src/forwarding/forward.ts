import { setTimeout as pause } from 'node:timers/promises';
import {
  afterHeader,
  expiresAtHeader,
  ProblemError,
  readTouched,
  requestIdHeader,
  toTouchedHeader,
  versionsHeader,
} from '@myevents/http-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenAnswer, UpstreamAnswer, WholeAnswer } from './exchange.ts';
import { toAnswerHeaders, toForwardedHeaders } from './headers.ts';
import type { KnownVersions } from './known-versions.ts';
import type { Upstream, Wish } from './upstream.ts';

export interface ForwardOptions {
  readonly upstream: Upstream;
  readonly versions: KnownVersions;
  /** The gateway stops: long polls answer what there is, streams end. */
  readonly closing: AbortSignal;
}

/** A route's handler that lets the service answer. */
export type Forward = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Another process may have heard of a change a moment later: so often it is asked again. */
const againAfterMs = [10, 50, 200] as const;

export function createForward({ upstream, versions, closing }: ForwardOptions): Forward {
  const { affinity, keepsReadsTogether } = upstream;

  function toWish(request: FastifyRequest, reply: FastifyReply): Wish {
    const { headers, body, id, raw, routeOptions } = request;
    const { url: path = '/' } = raw;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const after = versions.toHear(request.method, path);
    const own = { [requestIdHeader]: id, ...(after.length === 0 ? {} : { [afterHeader]: toTouchedHeader(after) }) };
    const forwarded = toForwardedHeaders(headers, own);
    return {
      // What a HEAD leaves out fills the cache all the same.
      method: isRead ? 'GET' : request.method,
      path,
      headers: forwarded,
      body: Buffer.isBuffer(body) && body.length > 0 ? body : undefined,
      key: isRead && !keepsReadsTogether ? listOf(path) : affinity.keyOf(idOf(request)),
      isLong: isRead && (routeOptions.url?.endsWith('/stream') === true || waits(path)),
      isRepeatable: isRead || (request.method === 'POST' && forwarded['idempotency-key'] !== undefined),
      signal: isRead ? endOf(reply) : undefined,
    };
  }

  /** A read that a process answered before it had heard of a change is asked again. */
  async function askCurrent(wish: Wish): Promise<UpstreamAnswer> {
    let answer = await upstream.ask(wish);
    for (const afterMs of againAfterMs) {
      const isOld =
        answer.status === 200 && versions.isOutdated(readTouched(String(answer.headers[versionsHeader] ?? '')));
      if (answer.kind === 'open' || !isOld) break;
      await pause(afterMs);
      answer = await upstream.ask(wish);
    }
    return answer;
  }

  /** Where the gateway stops meanwhile, it answers what there is instead of going on waiting. */
  async function askLong(wish: Wish): Promise<UpstreamAnswer> {
    const { signal = closing } = wish;
    try {
      return await upstream.ask({ ...wish, signal: AbortSignal.any([signal, closing]) });
    } catch (error) {
      if (!closing.aborted || signal.aborted || !waits(wish.path)) throw error;
      return upstream.ask({ ...wish, path: withoutWaiting(wish.path) });
    }
  }

  async function ask(wish: Wish, id: string | undefined): Promise<UpstreamAnswer> {
    if (wish.isLong) return askLong(wish);
    if (wish.method === 'GET') return askCurrent(wish);
    const answer = await upstream.ask(wish);
    affinity.learn(id, answer.headers);
    return answer;
  }

  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const wish = toWish(request, reply);
    let answer: UpstreamAnswer;
    try {
      answer = await ask(wish, idOf(request));
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (wish.signal?.aborted) return reply.hijack();
      throw closing.aborted ? new ProblemError('service-unavailable') : error;
    }
    return answer.kind === 'whole' ? sendWhole(answer, reply) : sendOpen(answer, request, reply);
  }

  function sendWhole({ status, headers, body }: WholeAnswer, reply: FastifyReply): FastifyReply {
    return reply.code(status).headers(toAnswerHeaders(headers)).send(body);
  }

  /** Server-sent events end when the process that sends them does: the browser comes again, and meets another. */
  function sendOpen(answer: OpenAnswer, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    reply.hijack();
    const { raw } = reply;
    const { [versionsHeader]: _versions, [expiresAtHeader]: _expiresAt, ...headers } = toAnswerHeaders(answer.headers);
    raw.writeHead(answer.status, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    raw.flushHeaders();
    const isStream = String(headers['content-type']).startsWith('text/event-stream');
    const end = () => raw.end();
    raw.once('close', () => {
      closing.removeEventListener('abort', end);
      answer.cancel();
    });
    if (request.method === 'HEAD') {
      end();
      return reply;
    }
    if (isStream) closing.addEventListener('abort', end);
    answer.pipe(raw, (isWhole) => {
      if (isWhole || isStream) raw.end();
      else raw.destroy();
    });
    return reply;
  }

  return forward;
}

/** What the path is about: the first id in it. */
function idOf({ params }: FastifyRequest): string | undefined {
  const [id] = Object.values(Object(params));
  return typeof id === 'string' ? id : undefined;
}

/**
 * All pages of one list have one: what comes first by relevance depends on all that an index holds, and two processes may differ in
 * that for a moment.
 */
function listOf(path: string): string {
  const [list, query = ''] = path.split('?', 2);
  return [list, ...query.split('&').filter((part) => !/^(?:cursor|limit)=/.test(part))].join('&');
}

function waits(path: string): boolean {
  return /[?&]wait=/.test(path);
}

function withoutWaiting(path: string): string {
  return path.replace(/([?&]wait=)[^&]*/, (_all, name: string) => `${name}0`);
}

/** Aborted when the client has gone. */
function endOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
