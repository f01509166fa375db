import { type BookingService, bookingServiceCollections, createBookingService } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { createEventService, type EventService, eventServiceCollections } from '@myevents/event-service';
import { buildGateway } from '@myevents/gateway';
import { createMetrics, type Logger } from '@myevents/http-kit';
import { type Bus, type Store, systemClock } from '@myevents/ports';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { openBus, openPayments, openStores } from './engines.ts';
import { findWebApp } from './web-app.ts';

/** Everything of one process, wired together. Disposing of it lets what is under way finish, in the reverse order. */
export interface Platform extends AsyncDisposable {
  /** Answers by `inject`, or listens. */
  readonly app: FastifyInstance;
  readonly events: EventService;
  readonly bookings: BookingService;
  readonly bus: Bus;
  /** The data folder of an embedded store. */
  readonly folder: string | undefined;
}

/** The composition root: settings in, a platform out. @throws StoreUnavailableError or what else an engine says. */
export async function openPlatform(config: Config, log: Logger): Promise<Platform> {
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const { registry } = opening.use(createMetrics());

  const stores = opening.use(await openStores(config.STORE_URL));
  const [eventStore, bookingStore] = await openAll(opening, [
    stores.open({ service: 'events', collections: eventServiceCollections }),
    stores.open({ service: 'bookings', collections: bookingServiceCollections }),
  ]);
  const onError = (error: unknown, where: object) => log.error({ err: error, ...where }, 'a message was not handled');
  const bus = opening.use(await openBus(config.BUS_URL, { topology, clock, stores, onError }));
  const payments = opening.use(await openPayments(config.PAYMENT_URL, { clock, stores }));

  const events = await createEventService({ store: eventStore, bus, clock, registry, log });
  opening.defer(() => events.close());
  const bookings = await createBookingService({ store: bookingStore, bus, clock, payments, registry, log });
  opening.defer(() => bookings.close());

  // They hear each other: neither goes before both have said what they had to say.
  opening.defer(async () => {
    await events.idle();
    await bookings.idle();
  });

  const services = [events.plugin, bookings.plugin];
  const checks = [...events.checks, ...bookings.checks];
  const app = await buildGateway({ services, bus, clock, registry, log, checks, web: await findWebApp(config, log) });
  opening.defer(() => app.close());
  await app.ready();

  const closing = opening.move();
  return {
    app,
    events,
    bookings,
    bus,
    folder: stores.folder,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Opens at the same time what does not need each other; if one cannot be opened, the others are closed with the rest. */
async function openAll(
  opening: AsyncDisposableStack,
  stores: readonly [Promise<Store>, Promise<Store>],
): Promise<readonly [Store, Store]> {
  await Promise.allSettled(stores.map(async (store) => opening.use(await store)));
  return Promise.all(stores);
}
