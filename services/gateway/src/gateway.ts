import { createServer } from 'node:http';
import { availableMemory } from 'node:process';
import {
  afterHeader,
  buildApp,
  type Draining,
  type HealthCheck,
  healthRoutes,
  type Logger,
  serverTimeouts,
} from '@myevents/http-kit';
import type { Bus, Clock } from '@myevents/ports';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import { createInProcessClient } from './api-client.ts';
import { captureAnswers } from './cache/answer-capture.ts';
import { CacheFront } from './cache/cache-front.ts';
import { subscribeCache } from './cache/cache-invalidation.ts';
import { exportCacheMetrics } from './cache/cache-metrics.ts';
import { ResponseCache } from './cache/response-cache.ts';
import { olderShapes } from './compat/older-shapes.ts';
import { createForward } from './forwarding/forward.ts';
import { forwardedRoutes } from './forwarding/forwarded-routes.ts';
import { createKnownVersions } from './forwarding/known-versions.ts';
import { RecentChanges } from './forwarding/recent-changes.ts';
import type { Upstream } from './forwarding/upstream.ts';
import { collectOperations } from './openapi/openapi.ts';
import { usePageHeaders } from './pages/page-headers.ts';
import { referenceRoutes } from './pages/reference-routes.ts';
import { startPage } from './pages/start-page.ts';
import type { WebApp } from './web/web-app.ts';
import { webRoutes } from './web/web-routes.ts';

/** A service whose processes are asked over HTTP. */
export interface ForwardedService {
  /** Its routes with their schemas; their handlers are not used. */
  readonly routes: FastifyPluginAsync;
  /** Stays the caller's, who closes it after the gateway. */
  readonly upstream: Upstream;
}

export interface GatewayDeps {
  /** The routes of the services that live in this process. */
  readonly services?: readonly FastifyPluginAsync[] | undefined;
  /** The services that live in others. */
  readonly forwarded?: readonly ForwardedService[] | undefined;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly log?: Logger | undefined;
  /** For `/readyz`. */
  readonly checks: readonly HealthCheck[];
  readonly draining?: Draining | undefined;
  /** The app for people. Without it there is a plain start page. */
  readonly web?: WebApp | undefined;
  readonly limits?: { readonly cacheBytesMax?: number | undefined } | undefined;
}

/** Never more, however large the machine. */
const cacheBytesMax = 600_000_000;

/**
 * The one public address: response cache, services, older shapes, reference, web app. It hears the bus from now on; closing the
 * app lets requests under way finish and ends that. It does not listen.
 */
export async function buildGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const { services = [], forwarded = [], bus, clock, registry, log, checks, draining, web, limits } = deps;
  const recent = forwarded.length === 0 ? undefined : new RecentChanges({ clock, onMissed: () => cache.dropLists() });
  const cache = new ResponseCache({
    bytesMax: limits?.cacheBytesMax ?? defaultCacheBytes(),
    now: () => clock.now(),
    onRaise: recent && ((touch) => recent.note(touch)),
  });
  const front = new CacheFront(cache);
  exportCacheMetrics(registry, cache, front);
  let isClosing = false;
  const closing = new AbortController();
  const app = await buildApp({
    log,
    registry,
    serverFactory: (handler) =>
      createServer(serverTimeouts, (request, response) => {
        if (draining?.hasBegun) response.shouldKeepAlive = false;
        // Closing, Fastify tells every connection so; the cache would keep them open.
        if (isClosing) handler(request, response);
        else front.handle(request, response, () => handler(request, response));
      }),
  });
  usePageHeaders(app);
  app.addHook('onRequest', async ({ raw }) => void delete raw.headers[afterHeader]);
  captureAnswers(app, { cache, front, registry });
  const subscription = await subscribeCache(bus, cache);
  app.addHook('preClose', async () => {
    isClosing = true;
    closing.abort();
  });
  app.addHook('onClose', async () => {
    await subscription[Symbol.asyncDispose]();
    recent?.[Symbol.dispose]();
    cache.entries.clear();
  });
  await collectOperations(app);
  await app.register(healthRoutes, { checks, registry, draining });
  for (const service of services) await app.register(service);
  if (recent !== undefined) {
    const versions = createKnownVersions(cache, recent);
    for (const { routes, upstream } of forwarded) {
      const forward = createForward({ upstream, versions, closing: closing.signal });
      await app.register(forwardedRoutes, { routes, forward });
    }
  }
  await app.register(referenceRoutes);
  const api = createInProcessClient(app);
  await app.register(olderShapes, { api, clock });
  if (web === undefined) await app.register(startPage, { api, clock });
  else await app.register(webRoutes, { web, api, clock });
  return app;
}

/** A quarter of what this process may still take. */
function defaultCacheBytes(): number {
  return Math.min(cacheBytesMax, Math.floor(availableMemory() / 4));
}
