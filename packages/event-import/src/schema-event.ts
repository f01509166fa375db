import { digestOf } from './digest.ts';
import { type Entry, type EntryDate, EntryError, type EntryPlace, msToWall } from './entry.ts';
import type { EventNode, Resolve } from './json-ld-graph.ts';
import { isNode, listOf, localName, type Node, nameOf, textOf, typesOf } from './json-ld-nodes.ts';
import { toLabel, toPlainText } from './plain-text.ts';
import { offersOf } from './schema-offers.ts';
import { isOnline, placeOf, positiveInteger } from './schema-place.ts';
import { scheduleDates } from './schema-schedule.ts';
import { dateOf } from './schema-time.ts';
import { ianaZone } from './zone.ts';

interface Context {
  readonly resolve: Resolve;
  readonly now: number;
  readonly parent?: EventNode;
}

interface Taken {
  /** Undefined: it is only the frame of its parts. */
  readonly entry?: Entry;
  /** What concerns no entry. */
  readonly note?: string;
  /** Parts that are events of their own, not dates of this one. */
  readonly ownParts: readonly EventNode[];
}

/**
 * One event with its dates. Parts (`subEvent`) with the same name and place are its dates; others are events of their own, and
 * a frame around such parts that sells no tickets itself is none. @throws EntryError with the reason why it cannot be taken.
 */
export function schemaEntries(event: EventNode, { resolve, now, parent }: Context): Taken {
  const node = parent ? withInherited(event.node, parent.node) : event.node;
  const title = toLabel(nameOf(node.name) ?? '');
  const dateParts = event.parts.filter((part) => isDateOf(part.node, node, resolve));
  const ownParts = event.parts.filter((part) => !dateParts.includes(part));
  if (ownParts.length > 0 && dateParts.length === 0 && listOf(node.offers).length === 0) {
    return { ownParts, note: `"${title}" sells no tickets itself: its ${ownParts.length} parts are taken instead` };
  }
  if (title === '') throw new EntryError('it has no name.');
  const status = localName(textOf(node.eventStatus) ?? '');
  if (status === 'EventPostponed') throw new EntryError('it is postponed, without a new date.');
  const isCancelled = status === 'EventCancelled';
  const times = datesOf(node, { dateParts, isCancelled, now });
  const { offers, notes } = isCancelled ? { offers: [], notes: [] } : offersOf(node, resolve);
  const place = withCapacity(placeOf(node, resolve), positiveInteger(node.maximumAttendeeCapacity));
  const description = toPlainText(nameOf(node.description) ?? '');
  const language = languageOf(node.inLanguage);
  const key = textOf(node['@id']) ?? textOf(node.identifier) ?? fingerprint(title, times.dates, place);
  const entry: Entry = {
    key,
    at: event.at || '/',
    title,
    ...(description ? { description } : {}),
    words: wordsOf(node, resolve),
    ...(language ? { language } : {}),
    ...(place ? { place } : {}),
    ...(times.timeZone ? { timeZone: times.timeZone } : {}),
    ...(times.offsetMs === undefined ? {} : { offsetMs: times.offsetMs }),
    dates: times.dates,
    offers,
    isCancelled,
    notes: [...notes, ...times.notes, ...onlineNote(node, place, resolve), ...(parent ? partNote(parent) : [])],
  };
  return { entry, ownParts };
}

/** What a part leaves unsaid it has from the whole. */
function withInherited(node: Node, parent: Node): Node {
  const { location, organizer, inLanguage, '@type': types } = parent;
  const inherited = { location, organizer, inLanguage, '@type': types };
  return { ...Object.fromEntries(Object.entries(inherited).filter(([, value]) => value !== undefined)), ...node };
}

function isDateOf(part: Node, whole: Node, resolve: Resolve): boolean {
  const [name, wholeName] = [nameOf(part.name), nameOf(whole.name)].map((text) => toLabel(text ?? '').toLowerCase());
  const [place, wholePlace] = [part, whole].map((node) => JSON.stringify(placeOf(node, resolve) ?? null));
  return (name === '' || name === wholeName) && (place === 'null' || place === wholePlace);
}

interface Times {
  readonly dates: readonly EntryDate[];
  readonly timeZone?: string;
  readonly offsetMs?: number;
  readonly notes: readonly string[];
}

function datesOf(
  node: Node,
  {
    dateParts,
    isCancelled,
    now,
  }: { readonly dateParts: readonly EventNode[]; readonly isCancelled: boolean; readonly now: number },
): Times {
  const schedules = listOf(node.eventSchedule).filter(isNode);
  if (schedules.length > 0) return scheduledTimes(schedules, isCancelled, now);
  const nodes = dateParts.length > 0 ? dateParts.map((part) => part.node) : [node];
  const read = nodes.map((one) =>
    dateOf(one, isCancelled || localName(textOf(one.eventStatus) ?? '') === 'EventCancelled'),
  );
  const found = read.filter((one) => one !== undefined);
  const [first] = found;
  if (!first) throw new EntryError('it has no startDate.');
  const { offsetMs } = first.start;
  return { dates: found.map(({ date }) => date), ...(offsetMs === undefined ? {} : { offsetMs }), notes: [] };
}

function scheduledTimes(schedules: readonly Node[], isCancelled: boolean, now: number): Times {
  const all = schedules.map((schedule) => scheduleDates(schedule, now));
  const dates = all.flatMap(({ wallMs, durationMs, timeZone, isAllDay }) => {
    const zone = timeZone === undefined ? undefined : ianaZone(timeZone);
    const moment = (at: number) => (zone ? { epochMs: zone.toEpochMs(at) } : { local: msToWall(at) });
    return wallMs.map((at) => ({
      start: moment(at),
      ...(durationMs === undefined ? {} : { end: moment(at + durationMs) }),
      isAllDay,
      isCancelled,
    }));
  });
  if (dates.length === 0) throw new EntryError('its eventSchedule gives no dates.');
  const timeZone = all.find((one) => one.timeZone !== undefined)?.timeZone;
  return { dates, ...(timeZone ? { timeZone } : {}), notes: all.flatMap(({ note }) => note ?? []) };
}

function withCapacity(place: EntryPlace | undefined, capacity: number | undefined): EntryPlace | undefined {
  return capacity === undefined ? place : { ...place, capacity };
}

function wordsOf(node: Node, resolve: Resolve): string[] {
  const keywords = [...listOf(node.keywords), ...listOf(node.genre)].flatMap((value) =>
    (nameOf(value) ?? '').split(/[,;]/),
  );
  const performers = [...listOf(node.performer), ...listOf(node.performers)].map(
    (value) => nameOf(resolve(value)) ?? '',
  );
  return [...typesOf(node), ...keywords, ...performers].map((word) => word.trim()).filter((word) => word !== '');
}

/** `en`, `{ "alternateName": "en" }`; a language's name in words says too little. */
function languageOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  const text = isNode(first) ? (textOf(first.alternateName) ?? textOf(first.identifier)) : textOf(first);
  return text !== undefined && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(text)
    ? text.replaceAll('_', '-')
    : undefined;
}

function onlineNote(node: Node, place: EntryPlace | undefined, resolve: Resolve): string[] {
  const places = listOf(node.location).map(resolve);
  return place === undefined && places.some((one) => isNode(one) && isOnline(one)) ? ['takes place online'] : [];
}

function partNote({ node }: EventNode): string[] {
  const name = toLabel(nameOf(node.name) ?? '', 80);
  return name ? [`is a part of "${name}"`] : [];
}

/** The same event gets the same key next time, unless its name, first date or place changed. */
function fingerprint(title: string, dates: readonly EntryDate[], place: EntryPlace | undefined): string {
  const facts = JSON.stringify([title, dates[0]?.start, place?.name ?? place?.text]);
  return digestOf(facts, 22);
}
