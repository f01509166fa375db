import { dayMs } from './day-number.ts';
import { EntryError } from './entry.ts';
import { durationMsOf } from './ical-time.ts';
import { namedZone } from './ical-zones.ts';
import { listOf, localName, type Node, textOf } from './json-ld-nodes.ts';
import { boundedDates } from './occurrences.ts';
import type { RecurrenceRule } from './recurrence.ts';
import type { Frequency } from './recurrence-days.ts';
import { readIsoTime } from './schema-time.ts';

/** The dates of a schema.org `Schedule`, as wall clock readings of its zone (or of the place). */
export interface ScheduleDates {
  readonly wallMs: readonly number[];
  readonly durationMs?: number;
  readonly timeZone?: string;
  readonly isAllDay: boolean;
  readonly note?: string;
}

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const frequencyByUnit: Readonly<Record<string, Frequency>> = {
  Y: 'YEARLY',
  M: 'MONTHLY',
  W: 'WEEKLY',
  D: 'DAILY',
  H: 'HOURLY',
};
const frequencyByWord: Readonly<Record<string, Frequency>> = {
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  yearly: 'YEARLY',
  annually: 'YEARLY',
};

/** @throws EntryError if it does not say when it begins or how often it comes. */
export function scheduleDates(schedule: Node, now: number): ScheduleDates {
  const first = readIsoTime(schedule.startDate, 'startDate');
  if (!first) throw new EntryError('its eventSchedule has no startDate.');
  const startTime = timeOf(schedule.startTime, 'startTime');
  const startMs = first.isDate ? first.wallMs + (startTime ?? 0) : first.wallMs;
  const rule = ruleOf(schedule);
  const last = readIsoTime(schedule.endDate, 'endDate');
  const lastMs = last && (last.isDate ? last.wallMs + dayMs - 1 : last.wallMs);
  const { wallMs, note } = boundedDates(
    { rule, ...(lastMs === undefined ? {} : { isAfterEnd: (at: number) => at > lastMs }) },
    { startMs: alignedStart(rule, startMs), nowMs: now },
  );
  const except = listOf(schedule.exceptDate).map((value) => readIsoTime(value, 'exceptDate'));
  const isExcepted = (at: number) =>
    except.some(
      (time) => time && (time.isDate ? Math.floor(time.wallMs / dayMs) === Math.floor(at / dayMs) : time.wallMs === at),
    );
  const durationMs = durationOf(schedule, startTime);
  const zone = textOf(schedule.scheduleTimezone);
  const timeZone = zone === undefined ? undefined : namedZone(zone)?.name;
  if (zone !== undefined && timeZone === undefined)
    throw new EntryError(`its time zone "${zone.slice(0, 80)}" is not known.`);
  return {
    wallMs: wallMs.filter((at) => !isExcepted(at)),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(timeZone === undefined ? {} : { timeZone }),
    isAllDay: first.isDate && startTime === undefined,
    ...(note === undefined ? {} : { note }),
  };
}

/** A schedule may begin on a day that is none of its weekdays; its first date is then the next that is. */
function alignedStart({ byWeekday }: RecurrenceRule, startMs: number): number {
  if (byWeekday.length === 0 || byWeekday.some(({ nth }) => nth !== 0)) return startMs;
  const days = [0, 1, 2, 3, 4, 5, 6].map((ahead) => startMs + ahead * dayMs);
  return days.find((at) => byWeekday.some(({ weekday }) => weekday === (new Date(at).getUTCDay() + 6) % 7)) ?? startMs;
}

function ruleOf(schedule: Node): RecurrenceRule {
  const { frequency, interval } = frequencyOf(schedule);
  const isOnce =
    schedule.repeatFrequency === undefined && schedule.byDay === undefined && schedule.endDate === undefined;
  const count = isOnce ? 1 : Number(textOf(schedule.repeatCount) ?? Number.NaN);
  const weeks = numbers(schedule.byMonthWeek, -5, 5);
  const weekdays = listOf(schedule.byDay).map(toWeekday);
  return {
    frequency,
    interval,
    ...(Number.isInteger(count) && count > 0 ? { count } : {}),
    weekStart: 0,
    byMonth: numbers(schedule.byMonth, 1, 12),
    byMonthDay: numbers(schedule.byMonthDay, -31, 31),
    byYearDay: [],
    byWeekNumber: [],
    byWeekday: weeks.length > 0 ? weekdays.flatMap(({ weekday }) => weeks.map((nth) => ({ weekday, nth }))) : weekdays,
    byHour: [],
    byMinute: [],
    bySecond: [],
    bySetPosition: [],
  };
}

/** `P1W`, `PT12H`, or a word. Where it says nothing: every named weekday, else every day until its end. */
function frequencyOf(schedule: Node): { frequency: Frequency; interval: number } {
  const text = textOf(schedule.repeatFrequency);
  if (text === undefined) return { frequency: schedule.byDay === undefined ? 'DAILY' : 'WEEKLY', interval: 1 };
  const word = frequencyByWord[localName(text).toLowerCase()];
  if (word) return { frequency: word, interval: 1 };
  const [, number, unit] = /^P(?:T(?=\d+H))?(\d{1,4})([YMWDH])$/i.exec(text) ?? [];
  const frequency = frequencyByUnit[unit?.toUpperCase() ?? ''];
  if (!frequency || Number(number) < 1)
    throw new EntryError(`its repeatFrequency "${text.slice(0, 20)}" is not understood.`);
  return { frequency, interval: Number(number) };
}

/** `https://schema.org/Monday`, `Monday`, `MO`, `2MO`. */
function toWeekday(value: unknown): { weekday: number; nth: number } {
  const name = localName(textOf(value) ?? '').toLowerCase();
  const [, nth, short] = /^([+-]?\d)?([a-z]{2})[a-z]*$/.exec(name) ?? [];
  const weekday = weekdayNames.findIndex((day) => day === name || (short !== undefined && day.startsWith(short)));
  if (weekday === -1 || short === undefined) throw new EntryError(`its byDay "${name.slice(0, 20)}" is no weekday.`);
  return { weekday, nth: Number(nth ?? 0) };
}

function timeOf(value: unknown, name: string): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const [, hour, minute, second = '0'] = /^(?:\d{4}-\d\d-\d\dT)?(\d\d):(\d\d)(?::(\d\d))?/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new EntryError(`its ${name} is no time: "${text.slice(0, 20)}".`);
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

function durationOf(schedule: Node, startTime: number | undefined): number | undefined {
  const duration = durationMsOf(textOf(schedule.duration) ?? '');
  const endTime = timeOf(schedule.endTime, 'endTime');
  if (duration) return duration;
  if (endTime === undefined || startTime === undefined) return startTime === undefined ? dayMs : undefined;
  return endTime > startTime ? endTime - startTime : endTime - startTime + dayMs;
}

function numbers(value: unknown, min: number, max: number): number[] {
  return listOf(value)
    .map((item) => Number(textOf(item)))
    .filter((number) => Number.isInteger(number) && number !== 0 && number >= min && number <= max);
}
