import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';

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
}

interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly reason?: string;
}

/** `/healthz`: the process lives. `/readyz`: it can do its work, 200 or 503, and why not. `/metrics`: for Prometheus. */
export const healthRoutes: FastifyPluginAsync<HealthOptions> = async (app, { checks, registry, checkMsMax = 2000 }) => {
  const schema = { hide: true } as const;
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.get('/healthz', { schema }, async () => ({ status: 'alive' }));
  app.get('/readyz', { schema }, async (_request, reply) => {
    const results = await Promise.all(checks.map((check) => run(check, checkMsMax)));
    const isReady = results.every(({ ok }) => ok);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'unready', checks: results });
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
