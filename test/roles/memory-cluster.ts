import { bookingServiceCollections, bookingServiceRoutes, createBookingService } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { createEventService, eventServiceCollections, eventServiceRoutes } from '@myevents/event-service';
import { buildGateway, openUpstream } from '@myevents/gateway';
import { buildServiceApp, createDraining, createMetrics, type ServiceAppOptions } from '@myevents/http-kit';
import { createMemoryBroker, createMemoryDatabase, openMemoryBus, openMemoryStore } from '@myevents/memory';
import { type Collection, systemClock as clock } from '@myevents/ports';
import { createTestPaymentProvider } from '@myevents/test-payment';
import { type Api, connectApi } from '../support/api.ts';

/** Gateways before services, each with a port, metrics and connections of its own; only the engines in memory are shared. */
export interface MemoryCluster extends AsyncDisposable {
  readonly gateways: readonly { readonly url: string; readonly api: Api }[];
}

type App = Awaited<ReturnType<typeof buildServiceApp>>;

interface Running extends Pick<ServiceAppOptions, 'plugin' | 'checks'> {
  close(): Promise<void>;
}

const log = { error: () => undefined, warn: () => undefined };

/** Two of each kind. */
export async function startMemoryCluster(): Promise<MemoryCluster> {
  await using opening = new AsyncDisposableStack();
  const database = createMemoryDatabase();
  const broker = createMemoryBroker({ topology });
  const openStore = (service: string, collections: readonly Collection[]) =>
    opening.use(openMemoryStore({ service, collections, database }));
  const openBus = () => opening.use(openMemoryBus(broker));

  async function listen(app: App): Promise<string> {
    opening.defer(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' });
  }

  async function startService({ plugin, checks, close }: Running): Promise<string> {
    opening.defer(close);
    const { registry } = opening.use(createMetrics());
    return listen(await buildServiceApp({ plugin, checks, registry, draining: createDraining() }));
  }

  async function startEvents(): Promise<string> {
    const { registry } = opening.use(createMetrics());
    const store = openStore('events', eventServiceCollections);
    return startService(await createEventService({ store, bus: openBus(), clock, registry, log }));
  }

  async function startBookings(): Promise<string> {
    const { registry } = opening.use(createMetrics());
    const store = openStore('bookings', bookingServiceCollections);
    const payments = opening.use(createTestPaymentProvider({ store: openStore('payments', []) }));
    return startService(await createBookingService({ store, bus: openBus(), clock, payments, registry, log }));
  }

  async function startGateway(events: readonly string[], bookings: readonly string[]) {
    const { registry } = opening.use(createMetrics());
    const catalogue = await openUpstream({ service: 'events', urls: events, keepsReadsTogether: false, registry });
    const sale = await openUpstream({ service: 'bookings', urls: bookings, keepsReadsTogether: true, registry });
    opening.use(catalogue);
    opening.use(sale);
    const forwarded = [
      { routes: eventServiceRoutes, upstream: catalogue },
      { routes: bookingServiceRoutes, upstream: sale },
    ];
    const checks = [catalogue.check, sale.check];
    const url = await listen(await buildGateway({ forwarded, bus: openBus(), clock, registry, checks }));
    const api = connectApi(url);
    opening.defer(() => api.close());
    return { url, api };
  }

  const events = [await startEvents(), await startEvents()];
  const bookings = [await startBookings(), await startBookings()];
  const gateways = [await startGateway(events, bookings), await startGateway(events, bookings)];
  const closing = opening.move();
  return { gateways, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
