import { type Fit, fromWall, shift } from './zoned-time.ts';

/** Days of the week as ISO 8601 counts them: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** "Every Friday and Saturday at 19:30, until …, except …". Dates are `2027-03-28`. */
export interface SeriesRule {
  readonly from: string;
  readonly weekdays: readonly Weekday[];
  /** Every n-th week, counted from the one that `from` lies in; weeks begin on Monday. */
  readonly everyWeeks: number;
  /** `19:30`, on the clocks of the venue. */
  readonly time: string;
  readonly end: { readonly kind: 'until'; readonly date: string } | { readonly kind: 'count'; readonly count: number };
}

export interface SeriesDate {
  /** Its name in the series. */
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** What clocks show when it starts. */
  readonly wall: string;
  readonly fit: Fit;
}

/** As many shows as one goes through without losing the overview. */
export const seriesMax = 366;
const dayMs = 86_400_000;
const daysMax = 20 * 366;

/**
 * Its dates: the wall time stays when clocks change, so that the time between two shows does not. Dates that are left out count for
 * `count` (as in RFC 5545). `isCut` if there would be more than `seriesMax`.
 */
export function seriesDates(
  rule: SeriesRule,
  { timeZone, durationMinutes }: { readonly timeZone: string; readonly durationMinutes: number },
): { readonly dates: readonly SeriesDate[]; readonly isCut: boolean } {
  const dates: SeriesDate[] = [];
  for (const date of daysOf(rule)) {
    if (dates.length === seriesMax) return { dates, isCut: true };
    const start = fromWall(`${date}T${rule.time}`, timeZone);
    if (start === undefined) return { dates: [], isCut: false };
    const { instant, wall, fit } = start;
    dates.push({ date, startsAt: instant, endsAt: shift(instant, durationMinutes), wall, fit });
  }
  return { dates, isCut: false };
}

function* daysOf({ from, weekdays, everyWeeks, end }: SeriesRule): Generator<string> {
  const first = Date.parse(`${from}T00:00:00Z`);
  const last = end.kind === 'until' ? Date.parse(`${end.date}T00:00:00Z`) : first + daysMax * dayMs;
  if (Number.isNaN(first) || Number.isNaN(last) || !(everyWeeks >= 1)) return;
  const monday = first - (isoWeekday(first) - 1) * dayMs;
  let left = end.kind === 'count' ? end.count : Number.POSITIVE_INFINITY;
  for (let day = first; day <= Math.min(last, first + daysMax * dayMs) && left > 0; day += dayMs) {
    const week = Math.floor((day - monday) / (7 * dayMs));
    if (week % everyWeeks !== 0 || !weekdays.includes(isoWeekday(day))) continue;
    left -= 1;
    yield new Date(day).toISOString().slice(0, 10);
  }
}

function isoWeekday(ms: number): Weekday {
  return (((new Date(ms).getUTCDay() + 6) % 7) + 1) as Weekday;
}

/** The day of the week of a date, or undefined if it is none. */
export function weekdayOf(date: string): Weekday | undefined {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : isoWeekday(ms);
}
