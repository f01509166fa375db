import { createCommitter, createPublisher, outlast, startSweeper } from '@myevents/commit-kit';
import { newId as freshId, type IdKind, topics } from '@myevents/contracts';
import type { HealthCheck } from '@myevents/http-kit';
import type { Bus, Clock, Commit, PaymentProvider, Store } from '@myevents/ports';
import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import { createBroadcaster } from './availability/broadcaster.ts';
import { createChanges } from './availability/changes.ts';
import { createAvailabilityStreams } from './availability/streams.ts';
import { createBookings } from './bookings.ts';
import { createCatalogue } from './catalogue/catalogue.ts';
import { consumeCatalogue } from './catalogue/consumer.ts';
import { createHeard } from './catalogue/heard.ts';
import { wantCatalogueIfEmpty } from './catalogue/want-catalogue.ts';
import { createClockGuard } from './clock-guard.ts';
import { createEntries } from './entries.ts';
import { createChecks } from './health.ts';
import { createMessagesOf } from './messages.ts';
import { createSaleMetrics } from './metrics.ts';
import { createPay } from './payments/pay.ts';
import { withTimeouts } from './payments/provider-calls.ts';
import { createSettler } from './payments/settler.ts';
import { type OnProgress, rebuildDocuments } from './rebuild.ts';
import { republishBookings } from './republish.ts';
import { createRestore, createRestoreOffers, restoreRepeated } from './restore.ts';
import { bookingRoutesPlugin } from './routes/plugin.ts';
import { openSales } from './sale/open-sales.ts';
import type { ShowView } from './sale/show-view.ts';
import { startWakeSweep } from './sale/wake-sweep.ts';
import { openKeyedHash } from './secrets.ts';
import { showStreamPrefix } from './streams.ts';
import { createEraseUser } from './users/erase-user.ts';
import { createUsers } from './users/users.ts';
import { createWaitFor } from './waiting.ts';

export interface BookingServiceOptions {
  /** Opened with `bookingServiceCollections`; stays the caller's, who closes it after the service. Likewise bus and payments. */
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly payments: PaymentProvider;
  readonly registry: Registry;
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  readonly newId?: ((kind: IdKind) => string) | undefined;
}

export interface BookingService {
  /** All routes of the sale. Closing the app it is registered on ends streams and long polls first. */
  readonly plugin: FastifyPluginAsync;
  readonly checks: readonly HealthCheck[];
  /** Read models anew from the log. */
  rebuild(onProgress?: OnProgress): Promise<void>;
  /** Publishes the present state of every booking. */
  republish(onProgress?: OnProgress): Promise<void>;
  /** Resolves once what was committed is published, or after a few seconds: for services that hear each other, before they close. */
  idle(): Promise<void>;
  /** After the last request: every accepted command is answered, committed and published, then everything is let go of. */
  close(): Promise<void>;
}

/**
 * The Booking Service: the sale of each show, bookings, payments, the waitlist and users. It knows the catalogue from
 * messages alone. Ready when it answers.
 */
export async function createBookingService(options: BookingServiceOptions): Promise<BookingService> {
  const { store, bus, clock, registry, log, newId = freshId } = options;
  const { documents, log: eventLog, exclusive } = store;
  const onError = (error: unknown, what = 'work of the booking service failed and will be repeated') =>
    log.error({ err: error }, what);
  const patiently = async <Answer>(work: () => Promise<Answer>) =>
    outlast(work, { onFailure: (error) => log.warn({ err: error }, 'the start waits for an engine') });
  const hash = await patiently(() => openKeyedHash(documents));
  const guard = createClockGuard(clock);
  const changes = createChanges();
  const views = new WeakMap<Commit, ShowView>();
  const closing = new AbortController();

  const viewOf = (showId: string) => sales.view(showId);
  const restore = createRestore({ store, viewOf });
  const messagesOf = createMessagesOf({ documents, views, viewOf, restore });
  const publisher = createPublisher({ log: eventLog, bus, clock, messagesOf, onError });
  const metrics = createSaleMetrics({
    registry,
    sales: () => sales,
    outboxLagMs: publisher.lagMs,
    streams: () => streams.count(),
  });
  const committer = createCommitter({ store, publisher, clock, onAppend: metrics.appended });
  const payments = withTimeouts(options.payments, clock);
  const settler = createSettler({
    payments,
    clock,
    submit: (showId, command) => sales.submit(showId, command),
    read: (showId, reader) => sales.read(showId, reader),
    onFailure({ action, bookingId, reason }) {
      metrics.providerFailed(action);
      log.error({ action, bookingId, reason }, 'a payment action failed and is repeated');
    },
  });
  const broadcaster = createBroadcaster({ bus, clock });
  const opened = openSales({
    store,
    bus,
    clock,
    guard,
    committer,
    changes,
    broadcaster,
    metrics,
    views,
    lookAfter: settler.look,
    onError,
  });
  const sales = restoreRepeated(opened, { log: eventLog, restore });
  const bookings = createBookings({ documents, sales, clock });
  const waitFor = createWaitFor({ changes, clock });
  const restoreOffers = createRestoreOffers({ store, restore });
  const entries = createEntries({ documents, sales, restoreOffers, waitFor, clock });
  const streams = createAvailabilityStreams({ sales, changes, clock });
  const users = createUsers({ store, committer, clock });
  const eraseUser = createEraseUser({ documents, sales, users });
  const pay = createPay({ payments, sales, settler, bookings, log: eventLog, clock });

  const catalogue = createCatalogue(documents);
  const heard = createHeard({ documents, catalogue, clock });
  const running: AsyncDisposable[] = [
    await patiently(() => consumeCatalogue({ bus, catalogue, sales, heard: exclusive ? undefined : heard })),
    startWakeSweep({ documents, sales, clock, exclusive, onError }),
    startSweeper({ log: eventLog, publisher, clock, onError }),
  ];
  if (!exclusive) running.push(await patiently(hearOfOthers));
  await patiently(() => wantCatalogueIfEmpty({ bus, catalogue, clock }));

  /** What other processes do with a show that is loaded here is told by their broadcasts. */
  function hearOfOthers(): Promise<AsyncDisposable> {
    return bus.subscribe({
      topics: [topics.availability],
      async handle({ key, events }) {
        const version = events.at(-1)?.data['version'];
        if (typeof version === 'number') await sales.heardOf(key.slice(showStreamPrefix.length), version);
      },
    });
  }

  function endWaiting(): void {
    closing.abort();
    streams.close();
  }

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    endWaiting();
    for (const part of running) await part[Symbol.asyncDispose]();
    await settler.close();
    await sales.drain();
    await committer.close();
    await publisher.close();
    broadcaster.close();
  }

  const context = {
    store,
    clock,
    sales,
    bookings,
    entries,
    users,
    eraseUser,
    pay,
    payments,
    streams,
    waitFor,
    heard,
    hash,
    newId,
    closing: closing.signal,
  };
  return {
    plugin: bookingRoutesPlugin(context, endWaiting),
    checks: createChecks({ store, bus, guard }),
    rebuild: (onProgress) => rebuildDocuments(store, onProgress),
    republish: (onProgress) => republishBookings({ store, bus, sales }, onProgress),
    idle: () => publisher.idle(),
    close: () => (closed ??= close()),
  };
}
