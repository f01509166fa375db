import type ICAL from 'ical.js';
import { dayMs } from './day-number.ts';
import { type EntryDate, EntryError, type Moment, msToWall, wallToMs } from './entry.ts';
import { toRule, type Until } from './ical-rule.ts';
import { type CalendarTime, comparableMs, durationMsOf, timesOf } from './ical-time.ts';
import type { ZoneFinder } from './ical-zones.ts';
import { boundedDates, datesMax } from './occurrences.ts';

/** When one VEVENT takes place, before recurrence. */
export interface Span {
  readonly start: CalendarTime;
  /** Undefined: it says nothing of its end. */
  readonly durationMs?: number;
}

/** DTSTART with DTEND or DURATION, or neither: a date alone then lasts a day. @throws EntryError if they make no sense. */
export function spanOf(component: ICAL.Component, zones: ZoneFinder): Span {
  const [start] = readTimes(component, 'dtstart', zones);
  if (!start) throw new EntryError('it has no DTSTART.');
  const [end] = readTimes(component, 'dtend', zones);
  const duration = component.getFirstProperty('duration');
  if (end) {
    const durationMs =
      comparableMs({ ...end, ...(start.zone && !end.zone ? { zone: start.zone } : {}) }) - comparableMs(start);
    if (durationMs < 0) throw new EntryError('it ends before it starts.');
    return durationMs === 0 ? withoutEnd(start) : { start, durationMs };
  }
  if (!duration) return withoutEnd(start);
  const durationMs = durationMsOf(String(duration.jCal[3]));
  if (durationMs === undefined) throw new EntryError('its DURATION cannot be read.');
  return durationMs === 0 ? withoutEnd(start) : { start, durationMs };
}

function withoutEnd(start: CalendarTime): Span {
  return start.isDate ? { start, durationMs: dayMs } : { start };
}

/** A VEVENT that stands for one date of another (RECURRENCE-ID), or for it and all that follow. */
export interface Override extends Span {
  readonly replaces: CalendarTime;
  readonly isForFollowing: boolean;
  readonly isCancelled: boolean;
}

export function overrideOf(component: ICAL.Component, zones: ZoneFinder): Override | undefined {
  const property = component.getFirstProperty('recurrence-id');
  const [replaces] = readTimes(component, 'recurrence-id', zones);
  if (!property || !replaces) return undefined;
  const isForFollowing = String(property.getParameter('range') ?? '').toUpperCase() === 'THISANDFUTURE';
  const isCancelled = isCancelledStatus(component);
  return { ...spanOf(component, zones), replaces, isForFollowing, isCancelled };
}

export function isCancelledStatus(component: ICAL.Component): boolean {
  return String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

interface Dates {
  readonly dates: readonly EntryDate[];
  readonly notes: readonly string[];
}

/** Every date of a VEVENT: its own, those of RRULE and RDATE without those of EXDATE, and overrides in their place. */
export function datesOf(
  component: ICAL.Component,
  {
    zones,
    overrides,
    now,
  }: { readonly zones: ZoneFinder; readonly overrides: readonly Override[]; readonly now: number },
): Dates {
  const span = spanOf(component, zones);
  const { start } = span;
  const nowMs = (start.zone ? start.zone.toWallMs(now) : now) - (span.durationMs ?? 0);
  const bounded = component
    .getAllProperties('rrule')
    .map((property) => toRule(property.jCal[3]))
    .map(({ rule, until }) =>
      boundedDates({ rule, ...(until ? { isAfterEnd: endTest(until, start) } : {}) }, { startMs: start.wallMs, nowMs }),
    );
  const added = readTimes(component, 'rdate', zones).map((time) => wallIn(start, time));
  const excluded = new Set(readTimes(component, 'exdate', zones).map((time) => matchKey(start, time)));
  const own = bounded.length > 0 ? bounded.flatMap(({ wallMs }) => wallMs) : [start.wallMs];
  const kept = [...new Set([...own, ...added])]
    .sort((left, right) => left - right)
    .filter((wallMs) => !keysOf({ ...start, wallMs }).some((key) => excluded.has(key)));
  const notes = bounded.flatMap(({ note }) => note ?? []);
  if (kept.length > datesMax) notes.push(`has more than ${datesMax} dates: the first ${datesMax} are taken`);
  return { dates: withOverrides(kept.slice(0, datesMax), span, overrides), notes };
}

/** What an exception is found by: its instant, or its day where it, or the event, is written as a date alone. */
function matchKey(start: CalendarTime, time: CalendarTime): string {
  if (time.isDate || start.isDate) return `day ${Math.floor(wallIn(start, time) / dayMs)}`;
  return `at ${comparableMs(time.zone || !start.zone ? time : { ...time, zone: start.zone })}`;
}

/** All that may name one date of the event. */
function keysOf(time: CalendarTime): string[] {
  const day = `day ${Math.floor(time.wallMs / dayMs)}`;
  return time.isDate ? [day] : [`at ${comparableMs(time)}`, day];
}

/** The reading of `time` on the clock of `start`. */
function wallIn(start: CalendarTime, time: CalendarTime): number {
  return start.zone && time.zone && !time.isDate ? start.zone.toWallMs(time.zone.toEpochMs(time.wallMs)) : time.wallMs;
}

function endTest({ local, isUtc, isDate }: Until, { zone }: CalendarTime): (wallMs: number) => boolean {
  const endMs = wallToMs(local);
  if (isUtc && !isDate && zone) return (wallMs) => zone.toEpochMs(wallMs) > endMs;
  return (wallMs) => wallMs > endMs;
}

function withOverrides(walls: readonly number[], span: Span, overrides: readonly Override[]): EntryDate[] {
  const byKey = new Map(overrides.map((override) => [matchKey(span.start, override.replaces), override]));
  const following = overrides.filter(({ isForFollowing }) => isForFollowing);
  const used = new Set<Override>();
  const dates = walls.map((wallMs) => {
    const time = { ...span.start, wallMs };
    const override = keysOf(time)
      .map((key) => byKey.get(key))
      .find((found) => found !== undefined);
    if (override) {
      used.add(override);
      return toDate(override, override.isCancelled);
    }
    const rule = following.findLast(({ replaces }) => comparableMs(replaces) < comparableMs(time));
    if (!rule) return toDate({ ...span, start: time }, false);
    const shiftMs = wallIn(span.start, rule.start) - wallIn(span.start, rule.replaces);
    return toDate({ ...rule, start: { ...time, wallMs: wallMs + shiftMs } }, rule.isCancelled);
  });
  // A changed date that the rule itself does not give (any more) still takes place.
  const strays = overrides.filter((override) => !used.has(override) && !override.isCancelled).slice(0, datesMax);
  return [...dates, ...strays.map((stray) => toDate(stray, false))];
}

/** One date of an entry, in moments that the planner can place. */
export function toDate({ start, durationMs }: Span, isCancelled: boolean): EntryDate {
  const end = durationMs === undefined ? {} : { end: endOf(start, durationMs) };
  return { start: toMoment(start), ...end, isAllDay: start.isDate, isCancelled };
}

function toMoment({ wallMs, zone }: CalendarTime): Moment {
  return zone ? { epochMs: zone.toEpochMs(wallMs) } : { local: msToWall(wallMs) };
}

function endOf({ wallMs, zone }: CalendarTime, durationMs: number): Moment {
  return zone ? { epochMs: zone.toEpochMs(wallMs) + durationMs } : { local: msToWall(wallMs + durationMs) };
}

function readTimes(component: ICAL.Component, name: string, zones: ZoneFinder): CalendarTime[] {
  return component.getAllProperties(name).flatMap((property) => timesOf(property, zones));
}
