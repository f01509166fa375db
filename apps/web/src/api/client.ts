import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.ts';
import { ApiProblem, toProblem } from './problem.ts';

/** The gateway's API; its types come from `/openapi.json`. */
export type Api = Client<paths>;

export interface ApiOptions {
  /** Where the gateway is; in a browser, where the page came from. */
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** The only way to the API. */
export function createApi({ baseUrl, fetch }: ApiOptions): Api {
  return createClient<paths>({ baseUrl, fetch });
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
