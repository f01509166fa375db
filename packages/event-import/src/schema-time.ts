import { dayMs } from './day-number.ts';
import { type EntryDate, EntryError, type Moment, msToWall, wallToMs } from './entry.ts';
import { durationMsOf } from './ical-time.ts';
import { type Node, textOf } from './json-ld-nodes.ts';

/** An ISO 8601 date or time: with an offset it is an instant, without one a wall clock reading. */
export interface IsoTime {
  readonly wallMs: number;
  readonly isDate: boolean;
  readonly offsetMs?: number;
}

const isoPattern =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** @throws EntryError naming the field if it is no ISO 8601 date or time. */
export function readIsoTime(value: unknown, name: string): IsoTime | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const match = isoPattern.exec(text);
  const [, year, month, day, hour, minute = '00', second = '00', zone] = match ?? [];
  const date = `${year}-${month}-${day}`;
  const midnight = wallToMs(`${date}T00:00:00`);
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  const wallMs = hour === undefined ? midnight : wallToMs(`${date}T${hour}:${minute}:${second}`);
  if (!match || !isDay || Number.isNaN(wallMs))
    throw new EntryError(`its ${name} is no ISO 8601 date or time: "${text.slice(0, 40)}".`);
  const offsetMs = zone === undefined ? undefined : offsetOf(zone);
  return { wallMs, isDate: hour === undefined, ...(offsetMs === undefined ? {} : { offsetMs }) };
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

export function toMoment({ wallMs, offsetMs }: IsoTime): Moment {
  return offsetMs === undefined ? { local: msToWall(wallMs) } : { epochMs: wallMs - offsetMs };
}

/** `startDate` with `endDate` or `duration`. The last day of a span of days belongs to it. */
export function dateOf(node: Node, isCancelled: boolean): { date: EntryDate; start: IsoTime } | undefined {
  const start = readIsoTime(node.startDate, 'startDate');
  if (!start) return undefined;
  const end = endOf(node, start);
  const date = { start: toMoment(start), ...(end ? { end: toMoment(end) } : {}), isAllDay: start.isDate, isCancelled };
  return { date, start };
}

function endOf(node: Node, start: IsoTime): IsoTime | undefined {
  const end = readIsoTime(node.endDate, 'endDate');
  if (end) return checkedEnd(start, end);
  const duration = textOf(node.duration);
  const durationMs = duration === undefined ? undefined : durationMsOf(duration);
  if (durationMs) return { ...start, wallMs: start.wallMs + durationMs };
  return start.isDate ? { ...start, wallMs: start.wallMs + dayMs } : undefined;
}

/** A bare day ends with its midnight; the same instant as the start says nothing about the end. */
function checkedEnd(start: IsoTime, end: IsoTime): IsoTime | undefined {
  const last = end.isDate ? { ...end, wallMs: end.wallMs + dayMs } : end;
  const offset = start.offsetMs ?? last.offsetMs;
  const here = last.offsetMs === undefined && offset !== undefined ? { ...last, offsetMs: offset } : last;
  const lengthMs = here.wallMs - (here.offsetMs ?? 0) - (start.wallMs - (start.offsetMs ?? here.offsetMs ?? 0));
  if (lengthMs < 0) throw new EntryError('it ends before it starts.');
  // A day as the end of an evening says no more than that it is over by then.
  const isSameDay = end.isDate && !start.isDate && Math.floor(start.wallMs / dayMs) === Math.floor(end.wallMs / dayMs);
  return lengthMs === 0 || isSameDay ? undefined : here;
}
