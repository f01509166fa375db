import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import type { Draining } from './draining.ts';

/** One thing a service cannot do without. */
export interface HealthCheck {
  readonly name: string;
  /** Null if all is well, else the reason, for operators. */
  check(): Promise<string | null>;
}

export interface HealthOptions {
  readonly checks: readonly HealthCheck[];
  readonly registry: Registry;
  /** A check that takes longer has failed. */
  readonly checkMsMax?: number;
  /** Once it has begun the process is not ready, however well it is. */
  readonly draining?: Draining | undefined;
}

interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly reason?: string;
}

/** What `/readyz` says of a process. */
export type Readiness = 'ready' | 'unready' | 'draining';

/** `/healthz`: the process lives. `/readyz`: it can do its work, 200 or 503, and why not. `/metrics`: for Prometheus. */
export const healthRoutes: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  const { checks, registry, checkMsMax = 2000, draining } = options;
  const schema = { hide: true } as const;
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.get('/healthz', { schema }, async () => ({ status: 'alive' }));
  app.get('/readyz', { schema }, async (_request, reply) => {
    const results = await Promise.all(checks.map((check) => run(check, checkMsMax)));
    const isWell = results.every(({ ok }) => ok);
    const status: Readiness = draining?.hasBegun ? 'draining' : isWell ? 'ready' : 'unready';
    return reply.code(status === 'ready' ? 200 : 503).send({ status, checks: results });
  });
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
};

async function run({ name, check }: HealthCheck, checkMsMax: number): Promise<CheckResult> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve(`no answer within ${checkMsMax} ms`), checkMsMax);
  try {
    const reason = await Promise.race([check(), late.promise]);
    return reason === null ? { name, ok: true } : { name, ok: false, reason };
  } catch (error) {
    return { name, ok: false, reason: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
