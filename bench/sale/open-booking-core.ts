import { mkdir } from 'node:fs/promises';
import { createCommitter, createPublisher } from '@myevents/commit-kit';
import { topology } from '@myevents/contracts';
import { createMemoryBroker, openMemoryBus } from '@myevents/memory';
import { systemClock } from '@myevents/ports';
import { lockFolder, openSqliteStore } from '@myevents/sqlite';
import { Registry } from 'prom-client';
import { createBroadcaster } from '../../services/bookings/src/availability/broadcaster.ts';
import { createChanges } from '../../services/bookings/src/availability/changes.ts';
import { createClockGuard } from '../../services/bookings/src/clock-guard.ts';
import { bookingServiceCollections } from '../../services/bookings/src/collections.ts';
import { createMessagesOf } from '../../services/bookings/src/messages.ts';
import { createSaleMetrics } from '../../services/bookings/src/metrics.ts';
import { openSales } from '../../services/bookings/src/sale/open-sales.ts';
import type { Sales } from '../../services/bookings/src/sale/sales.ts';

/** The Booking Service without HTTP: sequencers, rules, projections, group commit, store, messages. */
export interface BookingCore extends AsyncDisposable {
  readonly sales: Sales;
  /** Appends to the log so far. */
  appends(): number;
}

/** Wired as the service wires itself, on the embedded engines in a fresh folder, with a consumer of its messages. */
export async function openBookingCore(folder: string): Promise<BookingCore> {
  await mkdir(folder, { recursive: true });
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const lock = opening.use(await lockFolder(folder));
  const options = { folder, lock, service: 'bookings', collections: bookingServiceCollections };
  const store = opening.use(await openSqliteStore(options));
  const bus = opening.use(openMemoryBus(createMemoryBroker({ topology, clock, onError: fail })));
  const [group = ''] = topology.topics.flatMap(({ groups }) => groups.filter((name) => name === 'event-service'));
  opening.use(await bus.subscribe({ topics: ['bookings'], group, handle: async () => {} }));

  let appends = 0;
  const views: Parameters<typeof createMessagesOf>[0]['views'] = new WeakMap();
  const messagesOf = createMessagesOf({
    documents: store.documents,
    views,
    viewOf: (showId) => sales.view(showId),
    restore: async () => {},
  });
  const publisher = createPublisher({ log: store.log, bus, clock, messagesOf, onError: fail });
  opening.defer(() => publisher.close());
  const metrics = createSaleMetrics({
    registry: new Registry(),
    sales: () => undefined,
    outboxLagMs: publisher.lagMs,
    streams: () => 0,
  });
  const onAppend: typeof metrics.appended = (measure) => {
    appends += 1;
    metrics.appended(measure);
  };
  const committer = createCommitter({ store, publisher, clock, onAppend });
  opening.defer(() => committer.close());
  const sales = openSales({
    store,
    bus,
    clock,
    committer,
    metrics,
    views,
    guard: createClockGuard(clock),
    changes: createChanges(),
    broadcaster: createBroadcaster({ bus, clock }),
    lookAfter: () => {},
    onError: fail,
  });
  opening.defer(() => sales.drain());
  const closing = opening.move();
  return { sales, appends: () => appends, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** Nothing may go wrong in a benchmark. */
function fail(error: unknown): never {
  throw error;
}
