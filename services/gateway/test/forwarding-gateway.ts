import { bookingServiceRoutes } from '@myevents/booking-service';
import { eventServiceRoutes } from '@myevents/event-service';
import { createDraining, createMetrics, type Draining } from '@myevents/http-kit';
import { systemClock } from '@myevents/ports';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { buildGateway, openUpstream } from '../src/index.ts';
import { FakeBus } from './fake-bus.ts';

/** A gateway in front of processes. */
export interface ForwardingGateway extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly bus: FakeBus;
  readonly registry: Registry;
  readonly draining: Draining;
}

export interface ForwardingOptions {
  readonly events: readonly string[];
  readonly bookings: readonly string[];
  readonly lookup?: (host: string) => Promise<readonly string[]>;
}

/** It looks at its services more often than usual, so that tests need not wait. */
export async function openForwardingGateway({
  events,
  bookings,
  lookup,
}: ForwardingOptions): Promise<ForwardingGateway> {
  await using opening = new AsyncDisposableStack();
  const { registry } = opening.use(createMetrics());
  const often = { registry, lookup, probeEveryMs: 20, probeWithinMs: 1_000, lookupEveryMs: 20 };
  const eventService = opening.use(
    await openUpstream({ ...often, service: 'events', urls: events, keepsReadsTogether: false }),
  );
  const bookingService = opening.use(
    await openUpstream({ ...often, service: 'bookings', urls: bookings, keepsReadsTogether: true }),
  );
  const bus = new FakeBus();
  const draining = createDraining();
  const app = await buildGateway({
    forwarded: [
      { routes: eventServiceRoutes, upstream: eventService },
      { routes: bookingServiceRoutes, upstream: bookingService },
    ],
    bus: bus.asBus(),
    clock: systemClock,
    registry,
    checks: [eventService.check, bookingService.check],
    draining,
  });
  opening.defer(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const closing = opening.move();
  return { app, bus, registry, draining, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
