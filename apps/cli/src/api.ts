import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Failure } from './failure.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Idempotency-Key: visible ASCII. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

/** The platform's HTTP API, over the network or inside this process. Busy answers (503, 429) are repeated a few times. */
export interface Api {
  send<Body = unknown>(request: ApiRequest): Promise<ApiAnswer<Body>>;
}

type Exchange = (request: ApiRequest) => Promise<ApiAnswer & { readonly retryAfterMs: number | undefined }>;

const attemptsMax = 6;

/** @throws Failure naming the address if nobody answers there. */
export function httpApi(url: string): Api {
  const base = url.replace(/\/+$/, '');
  return toApi(async (request) => {
    const { method, path, body } = request;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: headersOf(request),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Failure(`Nothing answers at ${base} (${reasonOf(cause)}). Is MyEvents running there?`, { cause });
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, body: parse(text, base), retryAfterMs: toMs(retryAfter) };
  });
}

/** Calls the app in this process without a network. */
export function injectApi(app: FastifyInstance): Api {
  return toApi(async (request) => {
    const { method, path, body } = request;
    const response = await app.inject({
      method,
      url: path,
      headers: headersOf(request),
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const retryAfter = response.headers['retry-after'];
    return { status: response.statusCode, body: parse(response.body, 'this process'), retryAfterMs: toMs(retryAfter) };
  });
}

function toApi(exchange: Exchange): Api {
  async function send(request: ApiRequest): Promise<ApiAnswer> {
    let attempt = 1;
    let answer = await exchange(request);
    while ((answer.status === 503 || answer.status === 429) && attempt < attemptsMax) {
      await pause(Math.min(answer.retryAfterMs ?? 100 * 2 ** attempt, 5000));
      attempt += 1;
      answer = await exchange(request);
    }
    return { status: answer.status, body: answer.body };
  }
  // The caller says what it expects there.
  return { send: send as Api['send'] };
}

function headersOf({ body, key, headers }: ApiRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...headers,
  };
}

function parse(text: string, where: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure(`What answers at ${where} is not MyEvents: it sends no JSON.`, { cause });
  }
}

function toMs(retryAfter: unknown): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (cause instanceof Error ? cause.message : 'no answer');
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What a refusing answer says, on one line. */
export function problemText({ status, body }: ApiAnswer): string {
  const { title, detail, errors = [] } = (body ?? {}) as ProblemBody;
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`).join('; ');
  const texts = [title ?? `status ${status}`, detail, fields].filter((text) => text !== undefined && text !== '');
  return texts.join(': ').replace(/\s+/g, ' ');
}

export function problemCode({ body }: ApiAnswer): string | undefined {
  return (body as ProblemBody | undefined)?.code;
}

/** @throws Failure with the problem's text unless the answer is a success. */
export function expectDone<Body>(answer: ApiAnswer<Body>, doing: string): Body {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Failure(`${doing}: ${problemText(answer)}.`);
}

/** Every item of a list, page by page. */
export async function* listAll<Item>(api: Api, path: string): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const page: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await api.send<{ items: Item[]; next: string | null }>({
      method: 'GET',
      path: `${path}${separator}limit=100${page}`,
    });
    const { items, next } = expectDone(answer, `Reading ${path.split('?')[0]}`);
    yield* items;
    cursor = next;
  } while (cursor !== null);
}
