import { bookingServiceRoutes } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { eventServiceRoutes } from '@myevents/event-service';
import { buildGateway, openUpstream } from '@myevents/gateway';
import { createDraining, createMetrics, type Logger } from '@myevents/http-kit';
import { systemClock } from '@myevents/ports';
import type { Config } from '../config.ts';
import { openBus } from '../engines.ts';
import { findWebApp } from '../web-app.ts';
import type { Role } from './role.ts';

/** The gateway alone: it asks the services in their own processes, and has no data of its own. */
export async function openGatewayRole(config: Config, log: Logger): Promise<Role> {
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const { registry } = opening.use(createMetrics());
  const onError = (error: unknown, where: object) => log.error({ err: error, ...where }, 'a message was not handled');
  const bus = opening.use(await openBus(config.BUS_URL, { topology, clock, onError }));

  const upstreams = { registry, log };
  const [events, bookings] = await Promise.all([
    openUpstream({ ...upstreams, service: 'events', urls: config.EVENTS_URLS, keepsReadsTogether: false }),
    openUpstream({ ...upstreams, service: 'bookings', urls: config.BOOKINGS_URLS, keepsReadsTogether: true }),
  ]);
  opening.use(events);
  opening.use(bookings);

  const forwarded = [
    { routes: eventServiceRoutes, upstream: events },
    { routes: bookingServiceRoutes, upstream: bookings },
  ];
  const draining = createDraining();
  const checks = [events.check, bookings.check];
  const app = await buildGateway({
    forwarded,
    bus,
    clock,
    registry,
    log,
    checks,
    draining,
    web: await findWebApp(config, log),
  });
  opening.defer(() => app.close());
  await app.ready();

  const closing = opening.move();
  return { app, draining, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
