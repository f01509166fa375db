import type { AppendMeasure, Publisher } from '@myevents/commit-kit';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { SearchIndex } from './search/search-index.ts';

/** What the service tells Prometheus. */
export interface Measures {
  onAppend(measure: AppendMeasure): void;
  onSearch(durationMs: number): void;
  observe(parts: { readonly index: SearchIndex; readonly publisher: Publisher }): void;
}

export function createMeasures(registry: Registry): Measures {
  const registers = [registry];
  const commitDuration = new Histogram({
    name: 'myevents_catalogue_commit_duration_seconds',
    help: 'How long an append to the log of the catalogue takes.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const searchDuration = new Histogram({
    name: 'myevents_search_duration_seconds',
    help: 'How long the search index takes for a page, waiting for its turn included.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  return {
    onAppend: ({ durationMs }) => commitDuration.observe(durationMs / 1000),
    onSearch: (durationMs) => searchDuration.observe(durationMs / 1000),
    observe({ index, publisher }) {
      void new Gauge({
        name: 'myevents_catalogue_outbox_lag_seconds',
        help: 'Age of the oldest commit of the catalogue that waits to be published.',
        registers,
        collect() {
          this.set(publisher.lagMs() / 1000);
        },
      });
      void new Gauge({
        name: 'myevents_search_waiting',
        help: 'Requests that wait for the search index.',
        registers,
        collect() {
          this.set(index.waiting());
        },
      });
    },
  };
}
