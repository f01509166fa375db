import type ICAL from 'ical.js';
import { EntryError, wallToMs } from './entry.ts';
import type { ZoneFinder } from './ical-zones.ts';
import { utc, type Zone } from './zone.ts';

/** A time as a calendar writes it: a wall clock reading, in a zone or floating. */
export interface CalendarTime {
  readonly wallMs: number;
  readonly isDate: boolean;
  /** Undefined: floating, to be read wherever the event is. */
  readonly zone?: Zone;
}

const jCalTime = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;

/** All times of a property, which may be a list (EXDATE) or periods (RDATE), of which the start is told. */
export function timesOf(property: ICAL.Property, zones: ZoneFinder): CalendarTime[] {
  const [name, params, , ...values] = property.jCal as [string, Record<string, unknown>, string, ...unknown[]];
  return values.map((value) => toTime(String(Array.isArray(value) ? value[0] : value), name, params.tzid, zones));
}

/** @throws EntryError if it is no time, or in a zone that nobody knows. */
function toTime(text: string, name: string, tzid: unknown, zones: ZoneFinder): CalendarTime {
  const match = jCalTime.exec(text);
  const wallMs = match ? wallToMs(text.includes('T') ? text.replace('Z', '') : `${text}T00:00:00`) : Number.NaN;
  const isSameDay = match && !Number.isNaN(wallMs) && new Date(wallMs).toISOString().startsWith(text.slice(0, 10));
  if (!match || !isSameDay) throw new EntryError(`its ${name.toUpperCase()} is no date or time.`);
  if (match[4] === undefined) return { wallMs, isDate: true };
  if (match[7] === 'Z') return { wallMs, isDate: false, zone: utc };
  return typeof tzid === 'string' && tzid !== ''
    ? { wallMs, isDate: false, zone: zones(tzid) }
    : { wallMs, isDate: false };
}

/** An instant to compare by; floating times and dates count as if they were UTC. */
export function comparableMs({ wallMs, zone }: CalendarTime): number {
  return zone ? zone.toEpochMs(wallMs) : wallMs;
}

const durationPattern = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** RFC 5545 and ISO 8601 durations of weeks, days and less. @returns undefined if it is none, or negative. */
export function durationMsOf(text: string): number | undefined {
  const match = durationPattern.exec(text.trim().toUpperCase());
  if (!match || match[1] === '-' || match.slice(2).every((part) => part === undefined)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
