import {
  countCommit,
  createSalesTotals,
  type SalesTotals,
  type ShowEvent,
  type TierAvailability,
  toCourse,
} from '@myevents/booking';
import type { SalesQuery, SalesReport } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { Commit, EventLog } from '@myevents/ports';
import { toInstant } from './booking-resource.ts';
import type { Sales } from './sale/sales.ts';
import type { ShowView } from './sale/show-view.ts';
import { showStream } from './streams.ts';

/** How each show sells. */
export interface SalesReports {
  /** @throws ProblemError `not-found`. */
  read(showId: string, bucket?: SalesQuery['bucket']): Promise<SalesReport>;
}

export interface SalesReportsOptions {
  readonly store: { readonly log: Pick<EventLog, 'read'> };
  readonly sales: Pick<Sales, 'read'>;
  readonly keptMax?: Kept;
}

/** What is remembered between two reports, in this process; a show that is bigger alone is kept as long as it was the last. */
interface Kept {
  readonly shows: number;
  /** Live bookings and waitlist entries over all of them: some hundred bytes each. */
  readonly parts: number;
}

/**
 * Counts the ledger of a show, and of the next report of it only what has come since. A report is of one version of the show: tiers
 * and counts tell of the same moment. Any process may be asked: each counts by itself what is in the log.
 */
export function createSalesReports(options: SalesReportsOptions): SalesReports {
  const { store, sales, keptMax = { shows: 200, parts: 300_000 } } = options;
  /** The last one asked for comes last. */
  const kept = new Map<string, SalesTotals>();
  const turns = new Map<string, Promise<unknown>>();

  /** One at a time for each show, so that nobody counts what another is counting. */
  async function inTurn<Answer>(showId: string, work: () => Promise<Answer>): Promise<Answer> {
    const turn = (turns.get(showId) ?? Promise.resolve()).then(work, work);
    turns.set(showId, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(showId) === turn) turns.delete(showId);
    }
  }

  /** Of the log up to the version of the view. */
  async function countTo({ showId, version, currency }: ShowView): Promise<SalesTotals> {
    const known = kept.get(showId);
    kept.delete(showId);
    const isUsable = known !== undefined && known.version <= version && known.currency === currency;
    const totals = isUsable ? known : createSalesTotals(currency);
    if (totals.version < version) {
      for await (const commit of store.log.read(showStream(showId), totals.version)) {
        countCommit(totals, commit as Commit<ShowEvent>);
        if (totals.version === version) break;
      }
    }
    kept.set(showId, totals);
    forgetOldest();
    return totals;
  }

  function forgetOldest(): void {
    let parts = [...kept.values()].reduce((sum, totals) => sum + partsOf(totals), 0);
    for (const [showId, totals] of kept) {
      if (kept.size === 1 || (kept.size <= keptMax.shows && parts <= keptMax.parts)) return;
      kept.delete(showId);
      parts -= partsOf(totals);
    }
  }

  return {
    read: (showId, bucket) =>
      inTurn(showId, async () => {
        const view = await sales.read(showId, (_show, read) => read);
        if (view.version === 0 || view.currency === '') {
          throw new ProblemError('not-found', { detail: 'There is no such show.' });
        }
        return toReport(view, await countTo(view), bucket);
      }),
  };
}

function partsOf({ held, confirmed, waiting }: SalesTotals): number {
  return held.size + confirmed.size + waiting.size;
}

function toReport(view: ShowView, totals: SalesTotals, bucket: SalesQuery['bucket']): SalesReport {
  const { showId, at, currency } = view;
  const { version, holds, waitlist, waiting, held, revenue, series } = totals;
  const { stepMs, buckets } = toCourse(series, bucket);
  return {
    showId,
    version,
    from: toInstant(series.firstAt ?? at),
    to: toInstant(series.lastAt ?? at),
    bucketSeconds: stepMs / 1000,
    series: buckets.map(({ at: from, ...counts }) => ({ at: toInstant(from), ...counts })),
    tiers: view.tiers.map((tier) => toTier(tier, { currency, revenue: revenue.get(tier.id) ?? 0 })),
    holds: { ...holds, stillHeld: held.size },
    waitlist: { ...waitlist, waiting: waiting.size },
    revenue: { amount: [...revenue.values()].reduce((sum, amount) => sum + amount, 0), currency },
  };
}

function toTier(
  { id, name, priceMinor, capacity, held, booked, available, waiting }: TierAvailability,
  { currency, revenue }: { readonly currency: string; readonly revenue: number },
): SalesReport['tiers'][number] {
  return {
    id,
    name,
    price: { amount: priceMinor, currency },
    capacity,
    held,
    booked,
    available,
    waiting,
    revenue: { amount: revenue, currency },
  };
}
