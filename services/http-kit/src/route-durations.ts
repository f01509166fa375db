import { Counter, Histogram, type Registry } from 'prom-client';

const durationName = 'myevents_http_request_duration_seconds';
const durationHelp = 'How long requests took, from the first byte of the request to the end of the answer.';
/** Seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The requests of one method and route. Counting one costs some tens of nanoseconds; labels are made when Prometheus asks. */
export class RouteRecorder {
  readonly labels: { readonly method: string; readonly route: string };
  readonly byStatus = new Map<number, number>();
  /** Not cumulative; the last one is for what took longer than every bound. */
  readonly buckets = new Float64Array(bounds.length + 1);
  count = 0;
  sum = 0;

  constructor(method: string, route: string) {
    this.labels = { method, route };
  }

  record(status: number, seconds: number): void {
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    let bucket = 0;
    while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.count += 1;
    this.sum += seconds;
  }
}

/** Answers Prometheus from the recorders. */
class RouteDurations extends Histogram<'method' | 'route'> {
  readonly #recorders: () => Iterable<RouteRecorder>;

  constructor(recorders: () => Iterable<RouteRecorder>) {
    super({ name: durationName, help: durationHelp, labelNames: ['method', 'route'], registers: [] });
    this.#recorders = recorders;
  }

  /** The registry asks this instead of `get`, which asks it too. */
  async getForPromString() {
    const values = [...this.#recorders()].filter(({ count }) => count > 0).flatMap(samplesOf);
    return { name: durationName, help: durationHelp, type: 'histogram', aggregator: 'sum', values };
  }
}

function samplesOf({ labels, buckets, count, sum }: RouteRecorder) {
  let below = 0;
  const cumulative = bounds.map((le, index) => {
    below += buckets[index] ?? 0;
    return { metricName: `${durationName}_bucket`, labels: { ...labels, le }, value: below };
  });
  return [
    ...cumulative,
    { metricName: `${durationName}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${durationName}_sum`, labels, value: sum },
    { metricName: `${durationName}_count`, labels, value: count },
  ];
}

/** Requests by method, route pattern and status. */
export interface RequestMetrics {
  /** One for each method and route, made once and kept: take it when the route is set up, not with every request. */
  recorder(method: string, route: string): RouteRecorder;
}

const byRegistry = new WeakMap<Registry, RequestMetrics>();

/** The request metrics of a registry: one set, however many apps share it. */
export function requestMetricsOf(registry: Registry): RequestMetrics {
  const known = byRegistry.get(registry);
  if (known !== undefined) return known;
  const recorders = new Map<string, RouteRecorder>();
  registry.registerMetric(new RouteDurations(() => recorders.values()));
  const requests = new Counter({
    name: 'myevents_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [],
    collect() {
      this.reset();
      for (const { labels, byStatus } of recorders.values()) {
        for (const [status, count] of byStatus) this.inc({ ...labels, status }, count);
      }
    },
  });
  registry.registerMetric(requests);
  const metrics: RequestMetrics = {
    recorder(method, route) {
      const key = `${method} ${route}`;
      const recorder = recorders.get(key) ?? new RouteRecorder(method, route);
      recorders.set(key, recorder);
      return recorder;
    },
  };
  byRegistry.set(registry, metrics);
  return metrics;
}
