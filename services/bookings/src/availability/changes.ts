/** Who wants to know that a show moved on, within this process: long polls and streams. */
export interface Changes {
  /** Calls back at every new version of the show. The answer ends it. */
  subscribe(showId: string, callback: () => void): () => void;
  notify(showId: string): void;
  isWatched(showId: string): boolean;
}

export function createChanges(): Changes {
  const callbacks = new Map<string, Set<() => void>>();

  return {
    subscribe(showId, callback) {
      const own = callbacks.get(showId) ?? new Set();
      callbacks.set(showId, own);
      own.add(callback);
      return () => {
        own.delete(callback);
        if (own.size === 0 && callbacks.get(showId) === own) callbacks.delete(showId);
      };
    },
    notify(showId) {
      for (const callback of callbacks.get(showId) ?? []) callback();
    },
    isWatched: (showId) => callbacks.has(showId),
  };
}
