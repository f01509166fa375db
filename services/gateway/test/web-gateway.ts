import { createMetrics } from '@myevents/http-kit';
import type { FastifyInstance } from 'fastify';
import { buildGateway, type WebApp } from '../src/index.ts';
import { FakeBus } from './fake-bus.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeApi, type FakeWebApp, makeFakeWebApp } from './fake-web-app.ts';

/** A gateway with a web app before an API, listening. */
export interface WebGateway extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly api: FakeApi;
  readonly bus: FakeBus;
  readonly clock: FakeClock;
  readonly made: FakeWebApp;
}

export async function openWebGateway(changes: Partial<WebApp> = {}): Promise<WebGateway> {
  await using opening = new AsyncDisposableStack();
  const made = opening.use(await makeFakeWebApp());
  const [api, bus, clock] = [new FakeApi(), new FakeBus(), new FakeClock()];
  const { registry } = opening.use(createMetrics());
  const rendering = { pageMs: 30_000, startMs: 60_000, restMs: { first: 600_000, most: 600_000 } };
  const web = { ...made.web, rendering, ...changes };
  const app = await buildGateway({ services: [api.plugin], bus: bus.asBus(), clock, registry, checks: [], web });
  opening.defer(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const closing = opening.move();
  return { app, api, bus, clock, made, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
