import { topics } from '@myevents/contracts';
import type { Bus } from '@myevents/ports';
import type { Indexer } from './indexer.ts';

export interface FollowOptions {
  readonly bus: Bus;
  readonly indexer: Indexer;
  readonly onError: (error: unknown) => void;
}

/** Hears what other processes of the service changed, so that this one's index finds it too. */
export async function followCatalogue({ bus, indexer, onError }: FollowOptions): Promise<AsyncDisposable> {
  return bus.subscribe({
    topics: [topics.catalogue],
    async handle({ key, events }) {
      const versions = events.map(({ data }) => Number(data['version'] ?? 0));
      await indexer.hear(key, Math.max(...versions));
    },
    onReconnect: () => {
      indexer.fill().catch(onError);
    },
  });
}
