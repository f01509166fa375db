import { EntryError } from './entry.ts';
import type { RecurrenceRule } from './recurrence.ts';
import type { Frequency } from './recurrence-days.ts';

/** Until when a rule goes: a wall clock reading, or an instant written like one. A date alone means the whole day. */
export interface Until {
  readonly local: string;
  readonly isUtc: boolean;
  readonly isDate: boolean;
}

export interface RuleWithEnd {
  readonly rule: RecurrenceRule;
  readonly until?: Until;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'];

/** Reads a rule as ical.js gives it (jCal, RFC 7265, 3.6.10). @throws EntryError if it makes no sense. */
export function toRule(jCal: unknown): RuleWithEnd {
  if (typeof jCal !== 'object' || jCal === null) throw new EntryError('its recurrence rule cannot be read.');
  const parts = jCal as Record<string, unknown>;
  const frequency = textOf(parts.freq).toUpperCase();
  if (!frequencies.includes(frequency)) throw new EntryError('its recurrence rule has no frequency.');
  const count = parts.count === undefined ? undefined : integer(parts.count, 'COUNT', 1, Number.MAX_SAFE_INTEGER);
  const rule: RecurrenceRule = {
    frequency: frequency as Frequency,
    interval: parts.interval === undefined ? 1 : integer(parts.interval, 'INTERVAL', 1, 100_000),
    ...(count === undefined ? {} : { count }),
    weekStart: weekStartOf(parts.wkst),
    byMonth: integers(parts.bymonth, 'BYMONTH', 1, 12),
    byMonthDay: integers(parts.bymonthday, 'BYMONTHDAY', -31, 31),
    byYearDay: integers(parts.byyearday, 'BYYEARDAY', -366, 366),
    byWeekNumber: integers(parts.byweekno, 'BYWEEKNO', -53, 53),
    byWeekday: list(parts.byday).map(toWeekday),
    byHour: integers(parts.byhour, 'BYHOUR', 0, 23),
    byMinute: integers(parts.byminute, 'BYMINUTE', 0, 59),
    bySecond: integers(parts.bysecond, 'BYSECOND', 0, 60),
    bySetPosition: integers(parts.bysetpos, 'BYSETPOS', -366, 366),
  };
  const until = toUntil(parts.until);
  return until ? { rule, until } : { rule };
}

/** ical.js numbers weekdays from Sunday = 1. */
function weekStartOf(wkst: unknown): number {
  if (typeof wkst === 'number') return (wkst + 5) % 7;
  const at = weekdays.indexOf(textOf(wkst).toUpperCase());
  return at === -1 ? 0 : at;
}

function toWeekday(text: unknown): { weekday: number; nth: number } {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/i.exec(String(text));
  if (!match) throw new EntryError(`its recurrence rule has no such weekday: "${String(text).slice(0, 20)}".`);
  return { weekday: weekdays.indexOf((match[2] ?? '').toUpperCase()), nth: Number(match[1] ?? 0) };
}

function toUntil(value: unknown): Until | undefined {
  if (value === undefined || value === null) return undefined;
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(Z?))?$/.exec(textOf(value));
  const [, year, month, day, hour, minute, second, z] = match ?? [];
  const local = `${year}-${month}-${day}T${hour ?? '23'}:${minute ?? '59'}:${second ?? '59'}`;
  if (!match || Number.isNaN(Date.parse(`${local}Z`)))
    throw new EntryError('the end of its recurrence rule cannot be read.');
  return { local, isUtc: z === 'Z', isDate: hour === undefined };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function integers(value: unknown, name: string, min: number, max: number): number[] {
  return list(value).map((item) => integer(item, name, min, max));
}

function integer(value: unknown, name: string, min: number, max: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new EntryError(`its recurrence rule has ${name}=${String(value).slice(0, 20)}, which makes no sense.`);
}
