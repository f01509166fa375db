import { QueryClient } from '@tanstack/react-query';
import { isAway } from './connection.ts';
import { ApiProblem } from './problem.ts';

const attemptsMax = 3;

/**
 * One for a browser's life, one for a page rendered on the server. Refusals are answers: only what may pass is asked again, and a server
 * that is away only when it is back.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < attemptsMax && error instanceof ApiProblem && error.isPassing && !isAway(),
        retryDelay: (count) => Math.min(8000, 500 * 2 ** count),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
