import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookingServiceCollections, createBookingService } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { createEventService, eventServiceCollections } from '@myevents/event-service';
import { createMemoryBroker, openMemoryBus } from '@myevents/memory';
import { systemClock } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import { createTestPaymentProvider } from '@myevents/test-payment';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Registry } from 'prom-client';
import { buildGateway } from '../src/index.ts';

export interface Answer<Json> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json: Json;
}

/** Gateway, Event Service and Booking Service in one process, on SQLite in a fresh folder. */
export interface Platform extends AsyncDisposable {
  readonly app: FastifyInstance;
  get<Json>(url: string): Promise<Answer<Json>>;
  post<Json>(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Json>>;
}

export async function openPlatform(): Promise<Platform> {
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const registry = new Registry();
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const store = async (service: string, collections: typeof eventServiceCollections) =>
    opening.use(await openSqliteStore({ folder, service, collections }));
  const eventStore = await store('events', eventServiceCollections);
  const bookingStore = await store('bookings', bookingServiceCollections);
  const bus = opening.use(openMemoryBus(createMemoryBroker({ topology })));
  const payments = opening.use(createTestPaymentProvider({ store: await store('payments', []) }));
  const log = { error: () => undefined, warn: () => undefined };
  const events = await createEventService({ store: eventStore, bus, clock, registry, log });
  opening.defer(() => events.close());
  const bookings = await createBookingService({ store: bookingStore, bus, clock, payments, registry, log });
  opening.defer(() => bookings.close());
  const services = [events.plugin, bookings.plugin];
  const app = await buildGateway({ services, bus, clock, registry, checks: [...events.checks, ...bookings.checks] });
  opening.defer(() => app.close());
  await app.ready();
  const inject = async (options: InjectOptions) => {
    const answer = await app.inject(options);
    return { status: answer.statusCode, headers: answer.headers, json: answer.json() };
  };
  const closing = opening.move();
  return {
    app,
    get: (url) => inject({ method: 'GET', url }),
    post: (url, body, headers = {}) =>
      inject({
        method: 'POST',
        url,
        payload: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
