import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

const attemptsMax = 3;

/** One for a browser's life, one for a page rendered on the server. Refusals are answers: only what may pass is asked again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < attemptsMax && error instanceof ApiProblem && error.isPassing,
        retryDelay: (count) => Math.min(8000, 500 * 2 ** count),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
