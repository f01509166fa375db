import { dayMs, dayNumber, weekdayOf } from './day-number.ts';

export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'HOURLY' | 'MINUTELY' | 'SECONDLY';

/** The parts of a rule that choose days. */
export interface DayRule {
  readonly frequency: Frequency;
  /** Monday = 0. */
  readonly weekStart: number;
  /** 1 to 12. */
  readonly byMonth: readonly number[];
  /** 1 to 31, or from the end of the month: -1 is the last. */
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNumber: readonly number[];
  /** `nth` 0: every such weekday; else the nth of the month or year, from the end if negative. */
  readonly byWeekday: readonly { readonly weekday: number; readonly nth: number }[];
}

/** The rule with what it takes from its start where it says nothing. */
export type DayFilter = DayRule;

/** A rule that names no day takes those of its start: the same weekday, day of the month or day of the year. */
export function dayFilterOf(rule: DayRule, startMs: number): DayFilter {
  const start = new Date(startMs);
  const namesDay = [rule.byMonthDay, rule.byYearDay, rule.byWeekNumber, rule.byWeekday].some((part) => part.length > 0);
  if (namesDay) return rule.byWeekNumber.length > 0 && rule.byWeekday.length === 0 ? withWeekday(rule, startMs) : rule;
  if (rule.frequency === 'YEARLY') {
    const byMonth = rule.byMonth.length > 0 ? rule.byMonth : [start.getUTCMonth() + 1];
    return { ...rule, byMonth, byMonthDay: [start.getUTCDate()] };
  }
  if (rule.frequency === 'MONTHLY') return { ...rule, byMonthDay: [start.getUTCDate()] };
  return rule.frequency === 'WEEKLY' ? withWeekday(rule, startMs) : rule;
}

function withWeekday(rule: DayRule, startMs: number): DayFilter {
  return { ...rule, byWeekday: [{ weekday: weekdayOf(Math.floor(startMs / dayMs)), nth: 0 }] };
}

interface DaysOfPeriod {
  readonly days: readonly number[];
  readonly year: number;
  readonly month: number;
}

/** Those of a period's days that the rule takes, in order. */
export function candidateDays(filter: DayFilter, period: DaysOfPeriod): number[] {
  return period.days.filter((day) => fits(filter, day));
}

function fits(filter: DayFilter, day: number): boolean {
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const { byMonth, byMonthDay, byYearDay, byWeekNumber, byWeekday } = filter;
  if (byMonth.length > 0 && !byMonth.includes(month + 1)) return false;
  if (byMonthDay.length > 0 && !isOneOf(byMonthDay, span(day, dayNumber(year, month), dayNumber(year, month + 1))))
    return false;
  if (byYearDay.length > 0 && !isOneOf(byYearDay, span(day, dayNumber(year, 0), dayNumber(year + 1, 0)))) return false;
  if (byWeekNumber.length > 0 && !isInWeek(filter, day)) return false;
  return (
    byWeekday.length === 0 ||
    byWeekday.some(({ weekday, nth }) => weekday === weekdayOf(day) && isNth(filter, day, nth))
  );
}

interface Span {
  /** From 1. */
  readonly fromStart: number;
  /** From -1. */
  readonly fromEnd: number;
}

function span(day: number, first: number, end: number): Span {
  return { fromStart: day - first + 1, fromEnd: day - end };
}

function isOneOf(wanted: readonly number[], { fromStart, fromEnd }: Span): boolean {
  return wanted.includes(fromStart) || wanted.includes(fromEnd);
}

/** "The 2nd Tuesday" counts within the month; in a yearly rule that names no month, within the year. */
function isNth({ frequency, byMonth }: DayFilter, day: number, nth: number): boolean {
  if (nth === 0 || (frequency !== 'YEARLY' && frequency !== 'MONTHLY')) return true;
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  const isInMonth = frequency === 'MONTHLY' || byMonth.length > 0;
  const [from, to] = isInMonth ? [date.getUTCMonth(), date.getUTCMonth() + 1] : [0, 12];
  const { fromStart, fromEnd } = span(day, dayNumber(year, from), dayNumber(year, to));
  return nth > 0 ? Math.ceil(fromStart / 7) === nth : Math.ceil(-fromEnd / 7) === -nth;
}

/** Week 1 is the first with at least four days in the year; days around New Year can belong to a neighbour's week. */
function isInWeek({ byWeekNumber, weekStart }: DayFilter, day: number): boolean {
  const year = new Date(day * dayMs).getUTCFullYear();
  return [year - 1, year, year + 1].some((weekYear) => {
    const first = firstWeekDay(weekYear, weekStart);
    const next = firstWeekDay(weekYear + 1, weekStart);
    if (day < first || day >= next) return false;
    const [week, weeks] = [Math.floor((day - first) / 7) + 1, (next - first) / 7];
    return byWeekNumber.includes(week) || byWeekNumber.includes(week - weeks - 1);
  });
}

function firstWeekDay(year: number, weekStart: number): number {
  const newYear = dayNumber(year, 0);
  const back = (weekdayOf(newYear) - weekStart + 7) % 7;
  return back <= 3 ? newYear - back : newYear - back + 7;
}
