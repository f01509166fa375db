import type { LoadedStream } from '@myevents/commit-kit';

/** States of the streams used last, so that a change reads only what came after. Bounded; the oldest goes first. */
export interface StateCache {
  /** The caller knows the kind of the stream by its name. */
  get<State>(stream: string): LoadedStream<State> | undefined;
  /** Never replaces a newer state. */
  set(stream: string, loaded: LoadedStream<unknown>): void;
}

const streamsMax = 1_000;

export function createStateCache(): StateCache {
  const states = new Map<string, LoadedStream<unknown>>();
  return {
    get<State>(stream: string) {
      const loaded = states.get(stream);
      if (loaded === undefined) return undefined;
      states.delete(stream);
      states.set(stream, loaded);
      return loaded as LoadedStream<State>;
    },
    set(stream, loaded) {
      if ((states.get(stream)?.version ?? 0) > loaded.version) return;
      states.delete(stream);
      states.set(stream, loaded);
      for (const oldest of states.keys()) {
        if (states.size <= streamsMax) break;
        states.delete(oldest);
      }
    },
  };
}
