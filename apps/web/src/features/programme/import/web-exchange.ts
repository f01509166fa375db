import type { Exchange } from '@myevents/contracts/client';
import { watchedFetch } from '../../../api/connection.ts';
import { ApiProblem } from '../../../api/problem.ts';

/** One request of the importer to the gateway that this page came from. @throws ApiProblem if nobody answers. */
export const webExchange: Exchange = async ({ method, path, body, key, headers }) => {
  const request = new Request(new URL(path, location.origin), {
    method,
    cache: 'no-cache',
    headers: {
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await watchedFetch(request).catch((cause: unknown) => {
    throw new ApiProblem({ status: 0, code: 'unreachable', title: 'No answer' }, { cause });
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
    retryAfter: response.headers.get('retry-after'),
  };
};
