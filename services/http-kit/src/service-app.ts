import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import { buildApp } from './app.ts';
import { type Draining, useDraining } from './draining.ts';
import { type HealthCheck, healthRoutes } from './health.ts';
import type { Logger } from './logger.ts';

export interface ServiceAppOptions {
  /** The service's routes. */
  readonly plugin: FastifyPluginAsync;
  readonly checks: readonly HealthCheck[];
  readonly registry: Registry;
  readonly draining: Draining;
  readonly log?: Logger | undefined;
}

/**
 * A service as a process of its own, for gateways to ask: its answers still carry what `touch` says, and requests keep the ids the
 * gateway gave them. It does not listen.
 */
export async function buildServiceApp(options: ServiceAppOptions): Promise<FastifyInstance> {
  const { plugin, checks, registry, draining, log } = options;
  const app = await buildApp({ log, registry, isBehindGateway: true });
  useDraining(app, draining);
  await app.register(healthRoutes, { checks, registry, draining });
  await app.register(plugin);
  return app;
}
