import type { FastifyInstance } from 'fastify';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query, as a client of the gateway would send it. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

/** The platform's own HTTP API, seen from inside the gateway. In one process no network lies between. */
export type ApiClient = (request: ApiRequest) => Promise<ApiAnswer>;

export function createInProcessClient(app: FastifyInstance): ApiClient {
  return async ({ method, path, body, headers = {} }) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const answer = await app.inject({ method, url: path, headers: { ...headers, ...type }, ...payload });
    const flat = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return { status: answer.statusCode, headers: Object.fromEntries(flat), json: answer.json() };
  };
}
