import { toWall } from '../programme/zoned-time.ts';
import type { SalesReport } from './queries.ts';

type Bucket = SalesReport['series'][number];

const counts = ['held', 'confirmed', 'expired', 'released', 'cancelled', 'revenue'] as const;
type Counts = Readonly<Record<(typeof counts)[number], number>>;

/** What happened from `at` on until the next period begins. */
export interface Period extends Counts {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A sale over time, with no gaps. */
export interface Course {
  /** Of a length in seconds, or days of the place's calendar, which need not have 24 hours. */
  readonly length: number | 'day';
  readonly periods: readonly Period[];
  /** The zone in which `at` is to be written: of days, `at` is a date and no instant. */
  readonly timeZone: string;
  /** Nothing was counted into a neighbouring day. */
  readonly isExact: boolean;
}

type Series = Pick<SalesReport, 'series' | 'bucketSeconds'>;

const dayMs = 86_400_000;

const nothing = (at: number): Period => ({
  at,
  held: 0,
  confirmed: 0,
  expired: 0,
  released: 0,
  cancelled: 0,
  revenue: 0,
});

function add(period: Period, bucket: Bucket): Period {
  const sums = counts.map((name) => [name, period[name] + bucket[name]] as const);
  return { ...period, ...Object.fromEntries(sums) };
}

/** The buckets as they are, those of which the report says nothing with zeros. */
export function toCourse({ series, bucketSeconds }: Series, timeZone: string): Course {
  const periods = fill(
    series.map((bucket) => ({ at: Date.parse(bucket.at), bucket })),
    bucketSeconds * 1000,
  );
  return { length: bucketSeconds, periods, timeZone, isExact: true };
}

/**
 * By the days of the place's calendar. Buckets are of UTC: one that lies over a midnight there belongs to the day that has its middle,
 * and then the days are not exact. Buckets longer than a day stay as they are.
 */
export function toDays(report: Series, timeZone: string): Course {
  const stepMs = report.bucketSeconds * 1000;
  if (stepMs > dayMs) return toCourse(report, timeZone);
  const dayAt = (instant: number) => Date.parse(`${toWall(instant, timeZone).slice(0, 10)}T00:00Z`);
  const placed = report.series.map((bucket) => {
    const start = Date.parse(bucket.at);
    return { at: dayAt(start + stepMs / 2), bucket, isWhole: dayAt(start) === dayAt(start + stepMs - 1) };
  });
  return {
    length: 'day',
    periods: fill(placed, dayMs),
    timeZone: 'UTC',
    isExact: placed.every(({ isWhole }) => isWhole),
  };
}

function fill(placed: readonly { readonly at: number; readonly bucket: Bucket }[], stepMs: number): Period[] {
  const [first, last] = [placed.at(0), placed.at(-1)];
  if (first === undefined || last === undefined) return [];
  const length = Math.round((last.at - first.at) / stepMs) + 1;
  const periods = Array.from({ length }, (_none, index) => nothing(first.at + index * stepMs));
  for (const { at, bucket } of placed) {
    const index = Math.round((at - first.at) / stepMs);
    const period = periods[index];
    if (period !== undefined) periods[index] = add(period, bucket);
  }
  return periods;
}

/** All that had happened by the end of each period. */
export function sumUp(periods: readonly Period[]): Period[] {
  const sums = Object.fromEntries(counts.map((name) => [name, 0])) as Record<(typeof counts)[number], number>;
  return periods.map((period) => {
    for (const name of counts) sums[name] += period[name];
    return { ...period, ...sums };
  });
}

export const isQuiet = (period: Period): boolean => counts.every((name) => period[name] === 0);
