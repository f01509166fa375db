import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/api-context.ts';
import { onComeback } from '../../api/connection.ts';
import { followEntry } from './follow-entry.ts';
import { type Entry, entryQuery, isOpen, nextOfEntry } from './queries.ts';

/** A place in line, always the newest there is. */
export function useEntry(entryId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery({ ...entryQuery(api, entryId), refetchOnWindowFocus: false });
  const isFollowed = query.data !== undefined && isOpen(query.data);

  useEffect(() => {
    if (!isFollowed) return;
    const { queryKey } = entryQuery(api, entryId);
    const from = queries.getQueryData(queryKey);
    if (from === undefined) return;
    const abort = new AbortController();
    void followEntry(from, {
      next: (version, signal) => nextOfEntry(api, entryId, version, signal),
      onEntry: (entry) => keepNewer(entry),
      pause,
      isHidden: () => document.visibilityState === 'hidden',
      signal: abort.signal,
    });
    return () => abort.abort();

    function keepNewer(entry: Entry): void {
      queries.setQueryData(queryKey, (known) => (known !== undefined && known.version > entry.version ? known : entry));
    }
  }, [api, queries, entryId, isFollowed]);

  return query;
}

/** Ends early when the page is seen again or the server is there again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const onVisible = () => document.visibilityState === 'visible' && resolve();
  const stop = onComeback(resolve);
  document.addEventListener('visibilitychange', onVisible);
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
    document.removeEventListener('visibilitychange', onVisible);
  });
}
