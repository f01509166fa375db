import { Worker } from 'node:worker_threads';
import type { Answer, Operation, Operations } from './protocol.ts';
import type {
  Facets,
  IndexedEvent,
  OrganisedPage,
  OrganisedQuery,
  SearchFilters,
  SearchPage,
  SearchQuery,
} from './query.ts';

/** Full text, places and times of published events. It lives in a worker thread: a long query never holds up other requests. */
export interface SearchIndex extends AsyncDisposable {
  /** Takes events as they are now. What is searched for after it answered finds them so. */
  put(events: readonly IndexedEvent[]): Promise<void>;
  /** Exact: all that matches is found, page by page, in one order. How matches of very common words rank: see `Match.rankOf`. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Exact counts over all that matches. */
  facets(filters: SearchFilters): Promise<Facets>;
  organised(query: OrganisedQuery): Promise<OrganisedPage>;
  /** Once after many events were put: makes searching faster. */
  optimize(): Promise<void>;
  /** Questions that are not answered yet. */
  waiting(): number;
  /** Why it does not work, or not completely; null if all is well. */
  failure(): string | null;
}

/** Its thread is gone; the service is not ready any more. */
export class SearchIndexError extends Error {
  override readonly name = 'SearchIndexError';
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export function createSearchIndex(): SearchIndex {
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url));
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let failure: string | null = null;
  /** It still answers, but not everything is in it. */
  let damage: string | null = null;

  function fail(reason: string): void {
    failure ??= reason;
    for (const { reject } of waiting.values()) reject(new SearchIndexError(reason));
    waiting.clear();
  }

  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('error' in answer) asked?.reject(new SearchIndexError(answer.error));
    else asked?.resolve(answer.value as never);
  });
  worker.on('error', (error) =>
    fail(`the search thread failed: ${error instanceof Error ? error.message : 'unknown'}`),
  );
  worker.on('exit', () => fail('the search thread has ended'));

  function ask<Name extends Operation>(
    operation: Name,
    argument: Operations[Name]['argument'],
  ): Promise<Operations[Name]['answer']> {
    if (failure !== null) return Promise.reject(new SearchIndexError(failure));
    return new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.ref();
      worker.postMessage({ id: lastId, operation, argument });
    });
  }

  return {
    async put(events) {
      if (events.length === 0) return;
      try {
        await ask('put', events);
      } catch (error) {
        damage = 'the search index could not take a change';
        throw error;
      }
    },
    search: (query) => ask('search', query),
    facets: (filters) => ask('facets', filters),
    organised: (query) => ask('organised', query),
    optimize: () => ask('optimize', undefined),
    waiting: () => waiting.size,
    failure: () => failure ?? damage,
    async [Symbol.asyncDispose]() {
      failure ??= 'the search index is closed';
      await worker.terminate();
    },
  };
}
