import { type Api, type ApiRequest, createApi } from '@myevents/contracts/client';
import type { FastifyInstance } from 'fastify';
import { Failure } from './failure.ts';

/** @throws Failure naming the address if nobody answers there. */
export function httpApi(url: string): Api {
  const base = url.replace(/\/+$/, '');
  return createApi(async (request) => {
    const { method, path, body } = request;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: headersOf(request),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Failure(`Nothing answers at ${base} (${reasonOf(cause)}). Is MyEvents running there?`, { cause });
    });
    const text = await response.text();
    return { status: response.status, body: parse(text, base), retryAfter: response.headers.get('retry-after') };
  });
}

/** Calls the app in this process without a network. */
export function injectApi(app: FastifyInstance): Api {
  return createApi(async (request) => {
    const { method, path, body } = request;
    const response = await app.inject({
      method,
      url: path,
      headers: headersOf(request),
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      body: parse(response.body, 'this process'),
      retryAfter: response.headers['retry-after'],
    };
  });
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

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (cause instanceof Error ? cause.message : 'no answer');
}
