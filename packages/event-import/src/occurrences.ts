import { dayMs } from './day-number.ts';
import { occurrencesOf, type RecurrenceRule } from './recurrence.ts';

/** At most this many dates of one entry are taken. */
export const datesMax = 366;
/** Rules without an end are followed for this long. */
export const monthsAhead = 12;

export interface BoundedRule {
  readonly rule: RecurrenceRule;
  /** Undefined: the rule itself names no last date. */
  readonly isAfterEnd?: (wallMs: number) => boolean;
}

export interface BoundedDates {
  /** Wall clock milliseconds, in order. */
  readonly wallMs: readonly number[];
  /** What had to be left out, in words. */
  readonly note?: string;
}

/**
 * The dates of a rule. A rule with an end gives all of them, or if they are too many, the coming ones; one without gives the
 * coming twelve months. `nowMs` is on the same wall clock.
 */
export function boundedDates(
  { rule, isAfterEnd }: BoundedRule,
  { startMs, nowMs }: { readonly startMs: number; readonly nowMs: number },
): BoundedDates {
  const isEndless = rule.count === undefined && isAfterEnd === undefined;
  if (!isEndless) {
    const all = take(occurrencesOf(rule, { startMs }), isAfterEnd, datesMax + 1);
    if (all.length <= datesMax) return { wallMs: all };
  }
  const fromMs = Math.max(startMs, nowMs);
  const endMs = isEndless ? addMonths(fromMs, monthsAhead) : Number.POSITIVE_INFINITY;
  const isTooLate = (wallMs: number) => wallMs > endMs || (isAfterEnd?.(wallMs) ?? false);
  const coming = take(occurrencesOf(rule, { startMs, fromMs }), isTooLate, datesMax);
  const note = isEndless
    ? `repeats without an end: ${coming.length} dates until ${new Date(endMs).toISOString().slice(0, 10)} are taken`
    : `repeats more than ${datesMax} times: the next ${coming.length} are taken`;
  return { wallMs: coming, note };
}

function take(dates: Iterable<number>, isAfterEnd: ((wallMs: number) => boolean) | undefined, max: number): number[] {
  const taken: number[] = [];
  for (const wallMs of dates) {
    if (taken.length >= max || isAfterEnd?.(wallMs)) break;
    taken.push(wallMs);
  }
  return taken;
}

function addMonths(wallMs: number, months: number): number {
  const date = new Date(wallMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) + (wallMs % dayMs);
}
