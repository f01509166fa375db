import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildServiceApp, createDraining, createMetrics, type Draining, touch } from '../src/index.ts';

let app: FastifyInstance;
let draining: Draining;
let metrics: ReturnType<typeof createMetrics>;

beforeEach(async () => {
  metrics = createMetrics();
  draining = createDraining();
  app = await buildServiceApp({
    plugin: async (routes) => {
      routes.get('/a', async (_request, reply) => {
        touch(reply, [{ stream: 'event/a', version: 3 }, { stream: 'search' }], { expiresAtMs: 5 });
        return {};
      });
    },
    checks: [],
    registry: metrics.registry,
    draining,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await app.close();
  metrics[Symbol.dispose]();
});

const read = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}${path}`, { headers });

describe('a service in a process of its own', () => {
  it('tells its gateway what its answers were made from', async () => {
    const { headers } = await read('/a');
    expect(headers.get('myevents-versions')).toBe('event/a@3, search');
    expect(headers.get('myevents-expires-at')).toBe('5');
  });

  it('keeps the id that its gateway gave the request, and takes nothing else for one', async () => {
    expect((await read('/a', { 'x-request-id': 'Ab_-34xY-1k' })).headers.get('x-request-id')).toBe('Ab_-34xY-1k');
    for (const forged of ['x', 'my name is Ada', 'Ab_-34xY-1k, Ab_-34xY-1k']) {
      const id = (await read('/a', { 'x-request-id': forged })).headers.get('x-request-id');
      expect(id).toMatch(/^[\w-]{8}-[0-9a-z]+$/);
      expect(id).not.toBe(forged);
    }
  });

  it('takes all headers that a gateway takes, and what that adds', async () => {
    const headers = { 'x-client': 'a'.repeat(15_500), 'myevents-after': 'a'.repeat(8_000) };
    expect((await read('/a', headers)).status).toBe(200);
  });

  it('is ready until it drains, and then serves on, ending each connection', async () => {
    expect(await (await read('/readyz')).json()).toEqual({ status: 'ready', checks: [] });
    expect((await read('/a')).headers.get('connection')).toBe('keep-alive');
    draining.begin();
    const readiness = await read('/readyz');
    expect([readiness.status, await readiness.json()]).toEqual([503, { status: 'draining', checks: [] }]);
    const answer = await read('/a');
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect((await read('/healthz')).status).toBe(200);
  });
});
