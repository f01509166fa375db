import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.ts';
import { ApiProblem, toProblem } from './problem.ts';
import { type CallInit, toAnswer, toRequest } from './send.ts';

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

/** The gateway's API; its types come from `/openapi.json`. */
export type Api = Pick<Client<paths>, (typeof methods)[number]>;

export interface ApiOptions {
  /** Where the gateway is; in a browser, where the page came from. */
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** The only way to the API: called as `openapi-fetch` is, whose own code would be 3 KB of every first visit. */
export function createApi({ baseUrl, fetch }: ApiOptions): Api {
  const call = (method: string) => async (path: string, init?: CallInit) =>
    toAnswer(await fetch(toRequest(baseUrl, method, path, init)));
  // The types know every path; at run time they are all the same.
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as Api;
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of a call. @throws ApiProblem with what the gateway said, or with `unreachable` if nobody answered. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new ApiProblem({ status: 0, code: 'unreachable', title: 'No answer' }, { cause });
  });
  if (!response.ok || data === undefined) throw toProblem(response.status, error);
  return data;
}
