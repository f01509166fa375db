import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { type RouteRecorder, requestMetricsOf } from './route-durations.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    recorder?: RouteRecorder;
  }
}

/**
 * Counts and times every request by its route's pattern, and writes a log line with method, pattern, status, duration and id: at level
 * `error` for 5xx, else `debug`. URLs, which hold ids and queries, go nowhere.
 */
export function useRequestRecords(app: FastifyInstance, registry: Registry | undefined): void {
  const metrics = registry === undefined ? undefined : requestMetricsOf(registry);
  const logsRequests = app.log.level === 'debug' || app.log.level === 'trace';
  app.addHook('onRoute', (route) => {
    if (metrics === undefined) return;
    route.config = { ...route.config, recorder: metrics.recorder([route.method].flat()[0] ?? 'GET', route.url) };
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { config, url: route = 'none' } = request.routeOptions;
    const { statusCode: status, elapsedTime: durationMs } = reply;
    const recorder = config.recorder ?? metrics?.recorder(toKnownMethod(request.method), route);
    recorder?.record(status, durationMs / 1000);
    // Whoever asks whether it is ready may hear no: that is no failure.
    const level = status >= 500 && route !== '/readyz' ? 'error' : 'debug';
    if (level === 'debug' && !logsRequests) return;
    const line = { method: request.method, route, status, durationMs, requestId: request.id };
    request.log[level](line, 'request');
  });
}

/** A client may send any word as its method; as a label only these. */
function toKnownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'OTHER';
}
