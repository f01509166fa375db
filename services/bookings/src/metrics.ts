import { inventoryDrift, type ShowEvent } from '@myevents/booking';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { FinalDecision } from './sale/decide-batch.ts';
import type { Sales } from './sale/sales.ts';

/** What Prometheus hears of the sale. No label ever holds an id or a name. */
export interface SaleMetrics {
  committed(events: readonly ShowEvent[]): void;
  decided(decision: FinalDecision): void;
  appended(measure: { readonly commits: number; readonly durationMs: number }): void;
  providerFailed(action: string): void;
  showStopped(): void;
}

export interface MetricsSources {
  readonly registry: Registry;
  /** Asked at every scrape. */
  readonly sales: () => Pick<Sales, 'active'> | undefined;
  readonly outboxLagMs: () => number;
  readonly streams: () => number;
}

const durationBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const batchBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500];

export function createSaleMetrics({ registry, sales, outboxLagMs, streams }: MetricsSources): SaleMetrics {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter<Label>({ name, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  const holds = counter('myevents_holds_total', 'Holds made, offers included.', ['kind']);
  const ends = counter('myevents_holds_ended_total', 'Holds that ended without a booking.', ['how']);
  const confirmations = counter('myevents_confirmations_total', 'Bookings confirmed.');
  const cancellations = counter('myevents_cancellations_total', 'Confirmed bookings cancelled.', ['cause']);
  const joins = counter('myevents_waitlist_joins_total', 'Waitlist entries made.');
  const refusals = counter('myevents_refusals_total', 'Commands that were refused, by code.', ['code']);
  const repeats = counter(
    'myevents_repeats_total',
    'Requests that were answered from an earlier one with the same key.',
  );
  const bookings = counter('myevents_bookings_count', 'Bookings made.');
  const failures = counter('myevents_payment_failures_total', 'Payment actions that failed and are repeated.', [
    'action',
  ]);
  const stopped = counter('myevents_shows_stopped_total', 'Shows this process takes nothing for any more.');
  const seats = new Histogram({
    name: 'myevents_seats_per_booking',
    help: 'Tickets a booking.',
    buckets: [1, 2, 3, 4, 5, 6, 8, 10],
    registers,
  });
  const batches = new Histogram({
    name: 'myevents_batch_events',
    help: 'Events a commit of a show.',
    buckets: batchBuckets,
    registers,
  });
  const appends = new Histogram({
    name: 'myevents_append_commits',
    help: 'Commits an append to the log.',
    buckets: batchBuckets,
    registers,
  });
  const durations = new Histogram({
    name: 'myevents_commit_duration_seconds',
    help: 'How long an append to the log took.',
    buckets: durationBuckets,
    registers,
  });
  const views = () => [...(sales()?.active() ?? [])].flatMap(([, sequencer]) => sequencer.view() ?? []);
  gauge('myevents_waitlist_tickets', 'Tickets that are waited for, in the shows loaded here.', () =>
    views().reduce((sum, { tiers }) => sum + tiers.reduce((tickets, { waiting }) => tickets + waiting, 0), 0),
  );
  gauge('myevents_shows_loaded', 'Shows whose sale is loaded here.', () => views().length);
  gauge('myevents_inventory_drift', 'Tickets by which held, booked and free miss the capacity. Must be 0.', () =>
    [...(sales()?.active() ?? [])].reduce((sum, [, sequencer]) => {
      const show = sequencer.peek();
      return show ? sum + inventoryDrift(show) : sum;
    }, 0),
  );
  gauge(
    'myevents_outbox_lag_seconds',
    'Age of the oldest commit that waits here to be published.',
    () => outboxLagMs() / 1000,
  );
  gauge('myevents_availability_streams', 'Clients that watch a show.', streams);

  const made = (kind: string) => (event: { readonly tickets: readonly unknown[] }) => {
    bookings.inc();
    seats.observe(event.tickets.length);
    holds.inc({ kind });
  };
  const counts: { readonly [Type in ShowEvent['type']]?: (event: Extract<ShowEvent, { type: Type }>) => void } = {
    TicketsHeld: made('request'),
    TicketsOffered: made('offer'),
    HoldExpired: () => ends.inc({ how: 'expired' }),
    HoldReleased: () => ends.inc({ how: 'released' }),
    BookingConfirmed: () => confirmations.inc(),
    BookingCancelled: ({ cause }) => cancellations.inc({ cause }),
    WaitlistJoined: () => joins.inc(),
  };

  return {
    committed(events) {
      batches.observe(events.length);
      for (const event of events) (counts[event.type] as ((event: ShowEvent) => void) | undefined)?.(event);
    },
    decided(decision) {
      if (decision.outcome === 'refused') refusals.inc({ code: decision.refusal.code });
      else if (decision.outcome === 'repeated') repeats.inc();
    },
    appended({ commits, durationMs }) {
      appends.observe(commits);
      durations.observe(durationMs / 1000);
    },
    providerFailed: (action) => failures.inc({ action }),
    showStopped: () => stopped.inc(),
  };
}
