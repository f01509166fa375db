import { bookingServiceCollections, createBookingService } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { createEventService, eventServiceCollections } from '@myevents/event-service';
import { buildServiceApp, createDraining, createMetrics, type HealthCheck, type Logger } from '@myevents/http-kit';
import { type Bus, type Clock, type Collection, type Store, systemClock } from '@myevents/ports';
import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { openBus, openPayments, openStores, type StoreEngine } from '../engines.ts';
import type { Role } from './role.ts';

/** What both services give their process. */
interface Service {
  readonly plugin: FastifyPluginAsync;
  readonly checks: readonly HealthCheck[];
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly stores: StoreEngine;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly log: Logger;
}

interface Parts {
  readonly service: 'events' | 'bookings';
  readonly collections: readonly Collection[];
  /** What it opens itself is closed with `opening`. */
  open(surroundings: Surroundings, opening: AsyncDisposableStack): Promise<Service>;
}

/** The Event Service alone. */
export function openEventsRole(config: Config, log: Logger): Promise<Role> {
  return openServiceRole(config, log, {
    service: 'events',
    collections: eventServiceCollections,
    async open({ stores: _stores, ...surroundings }) {
      const events = await createEventService(surroundings);
      const bus: HealthCheck = { name: 'events-bus', check: async () => reasonOf(surroundings.bus) };
      return { ...events, checks: [...events.checks, bus] };
    },
  });
}

/** The Booking Service alone. */
export function openBookingsRole(config: Config, log: Logger): Promise<Role> {
  return openServiceRole(config, log, {
    service: 'bookings',
    collections: bookingServiceCollections,
    async open({ stores, ...surroundings }, opening) {
      const payments = opening.use(await openPayments(config.PAYMENT_URL, { clock: surroundings.clock, stores }));
      return createBookingService({ ...surroundings, payments });
    },
  });
}

async function openServiceRole(config: Config, log: Logger, { service, collections, open }: Parts): Promise<Role> {
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const { registry } = opening.use(createMetrics());
  const stores = opening.use(await openStores(config.STORE_URL));
  const store = opening.use(await stores.open({ service, collections }));
  const onError = (error: unknown, where: object) => log.error({ err: error, ...where }, 'a message was not handled');
  const bus = opening.use(await openBus(config.BUS_URL, { topology, clock, stores, onError }));

  const running = await open({ stores, store, bus, clock, registry, log }, opening);
  opening.defer(() => running.close());
  opening.defer(() => running.idle());

  const draining = createDraining();
  const app = await buildServiceApp({ plugin: running.plugin, checks: running.checks, registry, draining, log });
  opening.defer(() => app.close());
  await app.ready();

  const closing = opening.move();
  return { app, draining, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

function reasonOf(bus: Bus): string | null {
  const health = bus.health();
  return health.ok ? null : health.reason;
}
