import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { assertDocumented } from './documented.ts';

const urls = inject('myeventsUrl').split(',');

/** The address of the platform under test; it speaks nothing but HTTP with us. Of several gateways each test file has its own. */
export const url: string = (urls[Number(process.env['VITEST_POOL_ID'] ?? 0) % urls.length] ?? '').replace(/\/$/, '');

/** Every process of the platform: its gateways, and its services where they run apart. Each tells of its own part. */
export const processes: readonly string[] = inject('myeventsProcesses');

export interface Wish {
  readonly method: string;
  /** Sent to the letter. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As JSON. */
  readonly body?: unknown;
  /** Instead of `body`: these bytes. */
  readonly raw?: string | Buffer;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Undefined where the answer is no JSON, or compressed. */
  readonly body: Body;
}

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

const repeatForMs = 60_000;
const repeatEveryMs = 200;

/**
 * One request on a kept-alive connection. Whatever comes back has to be what /openapi.json says. A platform on a busy machine may say
 * that it could not do it in time: then it is asked again, as the answer says, where nothing was changed or it cannot happen twice.
 */
export async function send<Body = unknown>(wish: Wish): Promise<Answer<Body>> {
  for (const until = performance.now() + repeatForMs; ; await pause(repeatEveryMs)) {
    const answer = await exchange(wish);
    await assertDocumented(url, wish, answer);
    if (!mayRepeat(wish, answer) || performance.now() > until) return answer as Answer<Body>;
  }
}

function mayRepeat({ method, headers = {} }: Wish, { status, body }: Answer): boolean {
  if (status !== 503) return false;
  const { code = '' } = (body ?? {}) as { readonly code?: string };
  return ['overloaded', 'store-unavailable'].includes(code) || method === 'GET' || 'idempotency-key' in headers;
}

function exchange({ method, path, headers = {}, body, raw }: Wish): Promise<Answer> {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const { hostname, port } = new URL(url);
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, agent, headers: { ...type, ...length, ...headers } };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { headers: answered, statusCode: status = 0 } = response;
        resolve({ status, headers: answered, bytes, body: toJson(answered, bytes) });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}

function toJson(headers: IncomingHttpHeaders, bytes: Buffer): unknown {
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  return isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
}

type Headers = Readonly<Record<string, string>>;

export function get<Body = unknown>(path: string, headers: Headers = {}): Promise<Answer<Body>> {
  return send<Body>({ method: 'GET', path, headers });
}

export function post<Body = unknown>(path: string, body: unknown, headers: Headers = {}): Promise<Answer<Body>> {
  return send<Body>({ method: 'POST', path, body, headers });
}

export function patch<Body = unknown>(path: string, body: unknown, headers: Headers = {}): Promise<Answer<Body>> {
  return send<Body>({ method: 'PATCH', path, body, headers });
}

export function remove<Body = unknown>(path: string): Promise<Answer<Body>> {
  return send<Body>({ method: 'DELETE', path });
}
