import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheFront } from './cache-front.ts';
import type { ResponseCache } from './response-cache.ts';

/** Numbers are kept as plain fields and read when Prometheus asks, so that a hit pays nothing for them. */
export function exportCacheMetrics(registry: Registry, cache: ResponseCache, front: CacheFront): void {
  const lookups = new Counter({
    name: 'myevents_cache_requests_total',
    help: 'Public reads: answered from the cache, gone to a service, or joined to one that was on its way.',
    labelNames: ['outcome'],
    registers: [],
    collect() {
      this.reset();
      this.inc({ outcome: 'hit' }, front.counts.hits);
      this.inc({ outcome: 'miss' }, front.counts.misses);
      this.inc({ outcome: 'joined' }, front.counts.joined);
    },
  });
  const evictions = new Counter({
    name: 'myevents_cache_evictions_total',
    help: 'Entries thrown out to make room.',
    registers: [],
    collect() {
      this.reset();
      this.inc(cache.entries.evictions);
    },
  });
  const bytes = new Gauge({
    name: 'myevents_cache_bytes',
    help: 'What the cached answers take.',
    registers: [],
    collect() {
      this.set(cache.entries.bytes);
    },
  });
  const entries = new Gauge({
    name: 'myevents_cache_entries',
    help: 'Answers in the cache.',
    registers: [],
    collect() {
      this.set(cache.entries.size);
    },
  });
  for (const metric of [lookups, evictions, bytes, entries]) registry.registerMetric<string>(metric);
}
