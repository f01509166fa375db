import ICAL from 'ical.js';
import { digestOf } from './digest.ts';
import { type Entry, EntryError, type EntryPlace, type ParsedFile, type ParseOptions, type Refusal } from './entry.ts';
import { type Block, type CalendarBlocks, calendarsIn } from './ical-blocks.ts';
import { datesOf, isCancelledStatus, overrideOf, spanOf, toDate } from './ical-dates.ts';
import { comparableMs } from './ical-time.ts';
import { namedZone, type ZoneFinder, zoneFinder } from './ical-zones.ts';
import { toLabel, toPlainText } from './plain-text.ts';

/**
 * Reads an iCalendar file (RFC 5545) as Google Calendar, Outlook, Exchange, Apple and event sites write it. Every VEVENT
 * becomes an entry with all its dates, or a refusal with the reason; a broken one spoils no other.
 * @throws UnreadableFileError if it is no calendar at all.
 */
export function parseICalendar(text: string, options: ParseOptions): ParsedFile {
  const files = calendarsIn(text).map((calendar) => parseCalendar(calendar, options));
  return {
    format: 'iCalendar',
    entries: files.flatMap(({ entries }) => entries),
    refusals: files.flatMap(({ refusals }) => refusals),
    notes: files.flatMap(({ notes }) => notes),
  };
}

interface CalendarFacts {
  readonly zones: ZoneFinder;
  /** Where the calendar says it lives. */
  readonly timeZone?: string;
  readonly isCancelled: boolean;
  readonly now: number;
}

interface Component {
  readonly uid: string | undefined;
  readonly at: string;
  readonly title: string | undefined;
  readonly component: ICAL.Component;
}

const otherKinds = ['VTODO', 'VJOURNAL', 'VFREEBUSY'];

function parseCalendar({ properties, blocks }: CalendarBlocks, { now }: ParseOptions): Omit<ParsedFile, 'format'> {
  const facts = factsOf(properties, blocks, now);
  const refusals: Refusal[] = [];
  const components: Component[] = [];
  for (const block of blocks.filter(({ kind }) => kind === 'VEVENT')) {
    const read = readBlock(block);
    if ('reason' in read) refusals.push(read);
    else components.push(read);
  }
  const entries: Entry[] = [];
  const byUid = Map.groupBy(components, ({ uid, at }) => uid ?? at);
  for (const group of byUid.values()) {
    for (const part of partsOf(group)) {
      try {
        entries.push(toEntry(part, facts));
      } catch (error) {
        refusals.push(toRefusal(part.main, error));
      }
    }
  }
  const notes = otherKinds.flatMap((kind) => {
    const count = blocks.filter((block) => block.kind === kind).length;
    return count > 0 ? [`${count} × ${kind} left aside: not an event`] : [];
  });
  return { entries, refusals, notes };
}

function factsOf(properties: readonly string[], blocks: readonly Block[], now: number): CalendarFacts {
  const definitions = blocks.filter(({ kind }) => kind === 'VTIMEZONE');
  const valueOf = (name: string) =>
    properties
      .find((line) => line.toUpperCase().startsWith(name))
      ?.replace(/^[^:]*:/, '')
      .trim();
  const stated = valueOf('X-WR-TIMEZONE') ?? valueOf('TIMEZONE-ID') ?? onlyZone(definitions);
  const timeZone = stated === undefined ? undefined : namedZone(stated)?.name;
  return {
    zones: zoneFinder(definitions),
    ...(timeZone && timeZone !== 'UTC' ? { timeZone } : {}),
    isCancelled: valueOf('METHOD')?.toUpperCase() === 'CANCEL',
    now,
  };
}

/** A calendar that defines one zone lives there. */
function onlyZone(definitions: readonly Block[]): string | undefined {
  const names = definitions.flatMap(({ lines }) => lines.filter((line) => /^TZID[:;]/i.test(line)));
  return names.length === 1 ? names[0]?.replace(/^[^:]*:/, '').trim() : undefined;
}

function readBlock({ line, lines, isWhole }: Block): Component | Refusal {
  const at = `line ${line}`;
  const title = lines.find((text) => /^SUMMARY[:;]/i.test(text))?.replace(/^[^:]*:/, '');
  const named = title ? { title: toLabel(title, 80) } : {};
  if (!isWhole) return { at, ...named, reason: 'it is cut off: its END:VEVENT is missing.' };
  try {
    const component = new ICAL.Component(ICAL.parse(lines.join('\r\n')) as unknown[]);
    const uid = textOf(component, 'uid')?.trim();
    return { uid: uid === '' ? undefined : uid, at, title: textOf(component, 'summary'), component };
  } catch (error) {
    const reason = error instanceof Error ? toLabel(error.message, 160) : 'unknown';
    return { at, ...named, reason: `it cannot be read: ${reason}.` };
  }
}

interface Part {
  readonly main: Component;
  readonly overrides: readonly Component[];
  /** What sets it apart from others with the same UID. */
  readonly suffix: string;
}

/**
 * The components of one UID: the newest main one with the changed dates that belong to it. Changed dates elsewhere, or
 * without their main component, stand for themselves.
 */
function partsOf(group: readonly Component[]): Part[] {
  const overrides = group.filter(({ component }) => component.hasProperty('recurrence-id'));
  const mains = group.filter(({ component }) => !component.hasProperty('recurrence-id'));
  const main = mains.reduce<Component | undefined>(
    (best, next) => (best && sequenceOf(best) > sequenceOf(next) ? best : next),
    undefined,
  );
  if (!main) return overrides.map((one) => ({ main: one, overrides: [], suffix: `#${recurrenceOf(one)}` }));
  const place = locationOf(main.component);
  const isElsewhere = ({ component }: Component) =>
    component.hasProperty('location') && locationOf(component) !== place;
  const away = overrides
    .filter(isElsewhere)
    .map((one) => ({ main: one, overrides: [], suffix: `#${recurrenceOf(one)}` }));
  return [{ main, overrides, suffix: '' }, ...away];
}

function sequenceOf({ component }: Component): number {
  return Number(component.getFirstPropertyValue('sequence') ?? 0);
}

function recurrenceOf({ component }: Component): string {
  return String(component.getFirstProperty('recurrence-id')?.jCal[3] ?? '');
}

function locationOf(component: ICAL.Component): string {
  return (textOf(component, 'location') ?? '').trim();
}

/** @throws EntryError with the reason why it cannot be taken. */
function toEntry({ main, overrides, suffix }: Part, facts: CalendarFacts): Entry {
  const { component, at } = main;
  const { zones, now } = facts;
  const title = toLabel(main.title ?? '');
  if (title === '') throw new EntryError('it has no title (SUMMARY).');
  const access = String(component.getFirstPropertyValue('class') ?? 'PUBLIC').toUpperCase();
  if (access === 'PRIVATE' || access === 'CONFIDENTIAL')
    throw new EntryError(`it is marked as ${access.toLowerCase()}.`);
  const place = placeOf(component);
  const isMoved = (one: Component) =>
    one.component.hasProperty('location') && locationOf(one.component) !== locationOf(component);
  const changes = overrides.flatMap((one) => {
    const override = overrideOf(one.component, zones);
    // Held elsewhere, it is an entry of its own and no longer a date of this one.
    return override ? [isMoved(one) ? { ...override, isCancelled: true } : override] : [];
  });
  const isAlone = component.hasProperty('recurrence-id');
  const { dates, notes } = isAlone
    ? { dates: [toDate(spanOf(component, zones), false)], notes: [] }
    : datesOf(component, { zones, overrides: changes, now });
  if (dates.length === 0) throw new EntryError('its recurrence rule gives no dates.');
  const { start } = spanOf(component, zones);
  const timeZone = start.zone?.name;
  const isUnnamed = start.zone !== undefined && timeZone === undefined;
  const description = toPlainText(textOf(component, 'description') ?? '');
  const status = String(component.getFirstPropertyValue('status') ?? '').toUpperCase();
  const zone = timeZone && timeZone !== 'UTC' ? timeZone : facts.timeZone;
  return {
    key: main.uid === undefined ? fingerprint(main) : `${main.uid}${suffix}`,
    at,
    title,
    ...(description ? { description } : {}),
    words: component.getAllProperties('categories').flatMap((property) => property.jCal.slice(3).map(String)),
    ...(place ? { place } : {}),
    ...(zone && !isUnnamed ? { timeZone: zone } : {}),
    ...(isUnnamed ? { offsetMs: start.wallMs - comparableMs(start) } : {}),
    dates,
    offers: [],
    isCancelled: facts.isCancelled || isCancelledStatus(component),
    notes: status === 'TENTATIVE' ? [...notes, 'is tentative'] : notes,
  };
}

function placeOf(component: ICAL.Component): EntryPlace | undefined {
  const text = toLabel(locationOf(component).replaceAll('\n', ', '), 500);
  const apple = component.getFirstProperty('x-apple-structured-location');
  const coordinates = coordinatesOf(component.getFirstProperty('geo')?.jCal[3]) ?? coordinatesOf(apple?.jCal[3]);
  if (!text && !coordinates) return undefined;
  return { ...(text ? { text } : {}), ...(coordinates ? { coordinates } : {}) };
}

/** GEO is a pair; Apple writes `geo:48.1,11.5`. */
function coordinatesOf(value: unknown): EntryPlace['coordinates'] {
  const parts = Array.isArray(value)
    ? value
    : (typeof value === 'string' ? value : '').replace(/^geo:/i, '').split(/[,;]/).slice(0, 2);
  const [latitude, longitude] = parts.map((part) => (part === '' ? Number.NaN : Number(part)));
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude) || Number.isNaN(longitude))
    return undefined;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return isOnEarth ? { latitude, longitude } : undefined;
}

function textOf(component: ICAL.Component, name: string): string | undefined {
  const value = component.getFirstProperty(name)?.jCal[3];
  return value === undefined ? undefined : String(value);
}

/** The same entry gets the same key next time, unless its title or start changed. */
function fingerprint({ component, title }: Component): string {
  const start = String(component.getFirstProperty('dtstart')?.jCal[3] ?? '');
  return digestOf(JSON.stringify([title, start, locationOf(component)]), 22);
}

function toRefusal({ uid, at, title }: Component, error: unknown): Refusal {
  if (!(error instanceof EntryError)) throw error;
  const named = title ? { title: toLabel(title, 80) } : {};
  return { ...(uid === undefined ? {} : { key: uid }), at, ...named, reason: error.message };
}
