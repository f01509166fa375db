import { itemAt } from './present.ts';

/** Tickets by what became of them within a time, and the money of those confirmed less that of those that came back. */
export interface SalesBucket {
  held: number;
  confirmed: number;
  expired: number;
  released: number;
  cancelled: number;
  /** In minor units; below 0 where more came back than was sold. */
  revenue: number;
}

/** Buckets by when they begin, on whole multiples of their length since 1970 in UTC. Where nothing happened there is none. */
export interface SalesSeries {
  /** How long each is, in milliseconds. */
  stepMs: number;
  buckets: Map<number, SalesBucket>;
  /** The first and last instant at which anything was counted, epoch milliseconds. */
  firstAt: number | undefined;
  lastAt: number | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const lengths = { hour: hourMs, day: dayMs } as const;
/** Each a whole multiple of the one before, and at most seven times as long. */
const steps = [1, 5, 15, 60, 180, 360, 1440, 10_080, 40_320, 161_280].map((minutes) => minutes * minuteMs);

/** Kept in finer steps than an hour as long as no more are filled. */
const fineMax = 1_000;
const autoMax = 200;
/** Of a length that was asked for. */
const askedMax = 1_000;

export function createSeries(): SalesSeries {
  return { stepMs: minuteMs, buckets: new Map(), firstAt: undefined, lastAt: undefined };
}

/** The bucket of an instant, to be counted in at once: it may be another one later. */
export function seriesEntry(series: SalesSeries, at: number): SalesBucket {
  series.firstAt = Math.min(series.firstAt ?? at, at);
  series.lastAt = Math.max(series.lastAt ?? at, at);
  if (series.buckets.size >= fineMax && series.stepMs < hourMs) coarsen(series);
  return bucketAt(series.buckets, at - (at % series.stepMs));
}

function coarsen(series: SalesSeries): void {
  series.stepMs = steps.find((step) => step > series.stepMs) ?? hourMs;
  series.buckets = regroup(series.buckets, series.stepMs);
}

function bucketAt(buckets: Map<number, SalesBucket>, start: number): SalesBucket {
  const present = buckets.get(start);
  if (present !== undefined) return present;
  const bucket = { held: 0, confirmed: 0, expired: 0, released: 0, cancelled: 0, revenue: 0 };
  buckets.set(start, bucket);
  return bucket;
}

function regroup(buckets: ReadonlyMap<number, SalesBucket>, stepMs: number): Map<number, SalesBucket> {
  const grouped = new Map<number, SalesBucket>();
  for (const [start, { held, confirmed, expired, released, cancelled, revenue }] of buckets) {
    const bucket = bucketAt(grouped, start - (start % stepMs));
    bucket.held += held;
    bucket.confirmed += confirmed;
    bucket.expired += expired;
    bucket.released += released;
    bucket.cancelled += cancelled;
    bucket.revenue += revenue;
  }
  return grouped;
}

export interface SalesCourse {
  readonly stepMs: number;
  /** In the order of time, by when each begins. */
  readonly buckets: readonly (SalesBucket & { readonly at: number })[];
}

/**
 * The series in buckets of the length asked for, or of one that makes at most 200 over the whole time. Where the length asked for would
 * make more than 1,000 it is a longer one.
 */
export function toCourse(series: SalesSeries, asked?: keyof typeof lengths): SalesCourse {
  const askedMs = asked === undefined ? 0 : lengths[asked];
  const { firstAt = 0, lastAt = 0 } = series;
  const fits = (stepMs: number) =>
    Math.floor(lastAt / stepMs) - Math.floor(firstAt / stepMs) < (asked === undefined ? autoMax : askedMax);
  const wanted = steps.filter((step) => step >= Math.max(series.stepMs, askedMs));
  const stepMs = wanted.find(fits) ?? itemAt(steps, steps.length - 1);
  const buckets = [...regroup(series.buckets, stepMs)]
    .map(([at, bucket]) => ({ at, ...bucket }))
    .toSorted((one, other) => one.at - other.at);
  return { stepMs, buckets };
}
