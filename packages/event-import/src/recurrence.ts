import { dayMs, dayNumber, weekdayOf } from './day-number.ts';
import { EntryError } from './entry.ts';
import { candidateDays, type DayFilter, type DayRule, dayFilterOf, type Frequency } from './recurrence-days.ts';

/** A recurrence rule (RFC 5545, 3.3.10) without its end. Weekdays count from Monday = 0. */
export interface RecurrenceRule extends DayRule {
  readonly interval: number;
  readonly count?: number;
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPosition: readonly number[];
}

/** Rules are followed over at most this many days or periods, so that none keeps the process busy. */
const effortMax = 300_000;
const datesPerPeriodMax = 10_000;

/**
 * The dates of a rule in order, as wall clock milliseconds, from `startMs` on (which is always the first), without end
 * unless the rule has a `count`. Nothing before `fromMs` is told. Ends by itself when the effort is used up, as for a rule
 * that no date fits. @throws EntryError if it gives thousands of dates in one period.
 */
export function* occurrencesOf(
  rule: RecurrenceRule,
  { startMs, fromMs = startMs }: { readonly startMs: number; readonly fromMs?: number },
): Generator<number> {
  const filter = dayFilterOf(rule, startMs);
  let count = 1;
  if (startMs >= fromMs) yield startMs;
  let effort = 0;
  // With a count every date has to be counted; without, what lies before is jumped over.
  let step = rule.count === undefined ? stepsBefore(rule, startMs, fromMs) : 0;
  while (effort < effortMax && (rule.count === undefined || count < rule.count)) {
    const period = periodAt(rule, startMs, step);
    step += 1;
    effort += period.days.length + 1;
    for (const at of inPeriod(rule, filter, period, startMs)) {
      if (at <= startMs || (rule.count !== undefined && count >= rule.count)) continue;
      count += 1;
      if (at >= fromMs) yield at;
    }
  }
}

/** A stretch of days (by day number) and, below a day, the one time in it. */
interface Period {
  readonly days: readonly number[];
  /** Milliseconds into the day where the period is shorter than a day. */
  readonly timeMs?: number;
  readonly year: number;
  readonly month: number;
}

const periodMs: Partial<Record<Frequency, number>> = {
  WEEKLY: 7 * dayMs,
  DAILY: dayMs,
  HOURLY: 3_600_000,
  MINUTELY: 60_000,
  SECONDLY: 1000,
};

function stepsBefore({ frequency, interval }: RecurrenceRule, startMs: number, fromMs: number): number {
  if (fromMs <= startMs) return 0;
  const length = periodMs[frequency] ?? (frequency === 'MONTHLY' ? 31 : 366) * dayMs;
  return Math.max(0, Math.floor((fromMs - startMs) / (length * interval)) - 1);
}

function periodAt({ frequency, interval, weekStart }: RecurrenceRule, startMs: number, step: number): Period {
  const start = new Date(startMs);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const startDay = Math.floor(startMs / dayMs);
  const offset = step * interval;
  switch (frequency) {
    case 'YEARLY':
      return {
        days: range(dayNumber(year + offset, 0), dayNumber(year + offset + 1, 0)),
        year: year + offset,
        month: 0,
      };
    case 'MONTHLY': {
      const first = new Date(Date.UTC(year, month + offset, 1));
      const days = range(dayNumber(year, month + offset), dayNumber(year, month + offset + 1));
      return { days, year: first.getUTCFullYear(), month: first.getUTCMonth() };
    }
    case 'WEEKLY': {
      const firstDay = startDay - ((weekdayOf(startDay) - weekStart + 7) % 7) + offset * 7;
      return { days: range(firstDay, firstDay + 7), year, month };
    }
    case 'DAILY':
      return { days: [startDay + offset], year, month };
    case 'HOURLY':
    case 'MINUTELY':
    case 'SECONDLY': {
      const at = startMs + offset * (periodMs[frequency] ?? 0);
      const day = Math.floor(at / dayMs);
      return { days: [day], timeMs: at - day * dayMs, year, month };
    }
  }
}

function inPeriod(rule: RecurrenceRule, filter: DayFilter, period: Period, startMs: number): number[] {
  const days = candidateDays(filter, period);
  if (days.length === 0) return [];
  const times = timesOf(rule, startMs, period.timeMs);
  if (days.length * times.length > datesPerPeriodMax)
    throw new EntryError('its recurrence rule gives more dates than can be meant.');
  const all = days.flatMap((day) => times.map((time) => day * dayMs + time));
  if (rule.bySetPosition.length === 0) return all;
  const chosen = rule.bySetPosition.map((position) => all.at(position > 0 ? position - 1 : position));
  return [...new Set(chosen.filter((at) => at !== undefined))].sort((left, right) => left - right);
}

function timesOf(
  { frequency, byHour, byMinute, bySecond }: RecurrenceRule,
  startMs: number,
  periodTime?: number,
): number[] {
  const reference = new Date(periodTime ?? startMs);
  const [hour, minute, second] = [reference.getUTCHours(), reference.getUTCMinutes(), reference.getUTCSeconds()];
  const isBelow = (name: Frequency) => periodTime !== undefined && frequencyRank[frequency] <= frequencyRank[name];
  const parts = (given: readonly number[], own: number, isFixed: boolean) => {
    if (isFixed) return given.length === 0 || given.includes(own) ? [own] : [];
    return given.length > 0 ? [...new Set(given)].sort((left, right) => left - right) : [own];
  };
  const hours = parts(byHour, hour, isBelow('HOURLY'));
  const minutes = parts(byMinute, minute, isBelow('MINUTELY'));
  const seconds = parts(bySecond, second, isBelow('SECONDLY'));
  return hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => ((h * 60 + m) * 60 + Math.min(s, 59)) * 1000)));
}

const frequencyRank: Record<Frequency, number> = {
  SECONDLY: 0,
  MINUTELY: 1,
  HOURLY: 2,
  DAILY: 3,
  WEEKLY: 4,
  MONTHLY: 5,
  YEARLY: 6,
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
