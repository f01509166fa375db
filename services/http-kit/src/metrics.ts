import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type RequestMetrics, requestMetricsOf } from './route-durations.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: RequestMetrics;
}

const resolutionMs = 10;

/** One a process: what Node tells of itself, the delay of the event loop since the last scrape, and the requests. */
export function createMetrics(): Metrics & Disposable {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  exportDelay(registry, delay);
  return {
    registry,
    requests: requestMetricsOf(registry),
    [Symbol.dispose]() {
      delay.disable();
      registry.clear();
    },
  };
}

function exportDelay(registry: Registry, delay: ReturnType<typeof monitorEventLoopDelay>): void {
  const gauge = new Gauge({
    name: 'myevents_event_loop_delay_seconds',
    help: 'How late the event loop came to its timers since the last scrape.',
    labelNames: ['quantile'],
    registers: [],
    collect() {
      for (const quantile of [50, 99, 100]) {
        // Node measures from one sample to the next, so the pause between them is in it.
        const lateMs = delay.percentile(quantile) / 1e6 - resolutionMs;
        this.set({ quantile: String(quantile / 100) }, Math.max(0, lateMs) / 1000);
      }
      delay.reset();
    },
  });
  registry.registerMetric(gauge);
}
