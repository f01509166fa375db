import type { EventBody, Location, ShowBody } from '@myevents/contracts';
import { capacityDefault, type ImportDefaults, type ImportSetting } from './defaults.ts';
import { type Entry, type EntryDate, EntryError, type Moment, wallToMs } from './entry.ts';
import { eventKind, toTags } from './event-kind.ts';
import { planTiers } from './plan-tiers.ts';
import { ianaZone } from './zone.ts';

/** What an entry comes to in the API. */
export interface EntryPlan {
  readonly event: Omit<EventBody, 'locationId'>;
  readonly shows: readonly Omit<ShowBody, 'hallId'>[];
  /** Starts of dates that the file calls off. RFC 3339. */
  readonly cancelledStarts: readonly string[];
  readonly notes: readonly string[];
  /** What was assumed and could be said. */
  readonly settings: readonly ImportSetting[];
}

type Place = Pick<Location, 'timeZone' | 'address'> & { readonly hallCapacity?: number | undefined };

const showMsMax = 366 * 86_400_000;

/** @throws EntryError with the reason why it cannot be sold. */
export function planEntry(entry: Entry, place: Place, defaults: ImportDefaults): EntryPlan {
  const notes = [...entry.notes];
  const times = entry.dates.map((date) => ({ ...spanOf(date, place.timeZone, defaults), date }));
  const [first] = times;
  if (!first) throw new EntryError('it has no dates.');
  const isEndAssumed = times.some(({ date }) => !date.end);
  if (isEndAssumed) notes.push(`no end given: ${defaults.durationMinutes} minutes assumed`);
  const isOff = ({ date }: (typeof times)[number]) => entry.isCancelled || date.isCancelled;
  const starts = new Map(times.filter((time) => !isOff(time)).map((time) => [time.startMs, time]));
  const cancelled = times.filter((time) => isOff(time) && !starts.has(time.startMs));
  if (!entry.isCancelled && cancelled.length > 0) notes.push(`${cancelled.length} of its dates are cancelled`);
  const room = { countryCode: place.address.countryCode, hallCapacity: place.hallCapacity ?? capacityDefault };
  const sale = starts.size > 0 ? planTiers(entry, room, defaults) : { tiers: [], notes: [], settings: [] };
  const over = [...starts.values()].filter(({ endMs }) => endMs <= defaults.now).length;
  if (over > 0)
    notes.push(`${over === starts.size ? 'it is over' : `${over} of its dates are over`}: stored, not on sale`);
  const tags = toTags(entry.words);
  const language = entry.language ?? defaults.language;
  const event = {
    name: entry.title,
    ...(entry.description ? { description: entry.description } : {}),
    type: defaults.type ?? eventKind(entry.words, entry.title),
    duration: Math.max(1, Math.round((first.endMs - first.startMs) / 60_000)),
    ...(language ? { language } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
  const shows = [...starts.values()]
    .toSorted((one, other) => one.startMs - other.startMs)
    .map(({ startMs, endMs }) => ({ startsAt: toInstant(startMs), endsAt: toInstant(endMs), tiers: [...sale.tiers] }));
  return {
    event,
    shows,
    cancelledStarts: cancelled.map(({ startMs }) => toInstant(startMs)),
    notes: [...notes, ...sale.notes],
    settings: [...(isEndAssumed ? (['durationMinutes'] as const) : []), ...sale.settings],
  };
}

function spanOf({ start, end }: EntryDate, timeZone: string, { durationMinutes }: ImportDefaults) {
  const startMs = toEpochMs(start, timeZone);
  const endMs = end === undefined ? startMs + durationMinutes * 60_000 : toEpochMs(end, timeZone);
  if (endMs <= startMs) throw new EntryError('it ends before it starts.');
  if (endMs - startMs > showMsMax) throw new EntryError('it lasts longer than a year.');
  return { startMs, endMs };
}

function toEpochMs(moment: Moment, timeZone: string): number {
  return 'epochMs' in moment ? moment.epochMs : ianaZone(timeZone).toEpochMs(wallToMs(moment.local));
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
