import type { Api } from '../api.ts';
import { forEachBounded } from '../bounded.ts';
import { applyEntry } from './apply.ts';
import type { ImportDefaults } from './defaults.ts';
import { type Entry, EntryError, type ParsedFile, type Refusal } from './entry.ts';
import { createLocator, type Site, siteById } from './locate.ts';
import type { Outcome } from './outcome.ts';
import { planEntry } from './plan-entry.ts';
import { mergeVenues, type Venue, venueOf } from './venue.ts';

export interface ImportOptions {
  readonly file: ParsedFile;
  readonly defaults: ImportDefaults;
  /** Undefined: a dry run that writes nothing and needs no platform. */
  readonly api?: Api;
  /** Everything goes here, whatever the file says. */
  readonly locationId?: string;
  readonly hallId?: string;
  readonly isDryRun: boolean;
  readonly isDraft: boolean;
  readonly mayUpdate: boolean;
  readonly mayCancel: boolean;
  onStep(done: number, total: number): void;
}

const concurrency = 8;

/** Takes every entry of a file that can be taken. The outcomes are in the order of the file. */
export async function runImport(options: ImportOptions): Promise<readonly Outcome[]> {
  const { file, api, locationId, hallId } = options;
  const outcomes = new Map<string, Outcome>(file.refusals.map((refusal) => [refusal.at, refused(refusal)]));
  const site = api && locationId !== undefined ? await siteById(api, locationId, hallId) : undefined;
  const { venues, located } = site
    ? { venues: new Map<Entry, Venue>(), located: file.entries }
    : locate(options, outcomes);
  const locator = api && !site && !options.isDryRun ? await createLocator(api) : undefined;
  let done = 0;
  // Places side by side, but the entries of one place in turn: where two want the hall at once, the first in the file has it.
  const groups = [...Map.groupBy(located, (entry) => venues.get(entry)?.key).values()];
  await forEachBounded(groups, concurrency, async (entries) => {
    for (const entry of entries) {
      const venue = venues.get(entry);
      try {
        const place = site ?? (venue && locator ? await locator.siteFor(venue) : undefined);
        outcomes.set(entry.at, await take(options, entry, venue, place));
      } catch (error) {
        if (!(error instanceof EntryError)) throw error;
        outcomes.set(entry.at, refused({ key: entry.key, at: entry.at, title: entry.title, reason: error.message }));
      }
      options.onStep((done += 1), located.length);
    }
  });
  return [...outcomes.values()].toSorted((one, other) => compareAt(one.at, other.at));
}

/** Every entry's place; entries that share one agree on it, so that the hall is large enough for all of them. */
function locate({ file, defaults }: ImportOptions, outcomes: Map<string, Outcome>) {
  const byKey = new Map<string, Venue>();
  const found = new Map<Entry, Venue>();
  for (const entry of file.entries) {
    try {
      const venue = venueOf(entry, defaults);
      const known = byKey.get(venue.key);
      byKey.set(venue.key, known ? mergeVenues(known, venue) : venue);
      found.set(entry, venue);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      outcomes.set(entry.at, refused({ key: entry.key, at: entry.at, title: entry.title, reason: error.message }));
    }
  }
  const venues = new Map(
    [...found].map(([entry, venue]) => [entry, { ...(byKey.get(venue.key) ?? venue), notes: venue.notes }]),
  );
  return { venues, located: [...found.keys()] };
}

async function take(
  options: ImportOptions,
  entry: Entry,
  venue: Venue | undefined,
  site: Site | undefined,
): Promise<Outcome> {
  const { api, defaults, isDryRun, isDraft, mayUpdate, mayCancel } = options;
  const place = site
    ? { ...site.location, hallCapacity: site.hallCapacity }
    : venue && { ...venue.body, hallCapacity: venue.body.halls[0]?.capacity };
  if (!place) throw new EntryError('it names no place: give --location-id or --create-location.');
  const planned = planEntry(entry, place, defaults);
  const plan = { ...planned, notes: [...planned.notes, ...(venue?.notes ?? [])] };
  if (isDryRun || !api || !site) {
    const kind = plan.shows.length === 0 ? 'cancelled' : 'planned';
    return { kind, at: entry.at, key: entry.key, title: entry.title, shows: plan.shows.length, notes: plan.notes };
  }
  return applyEntry({ api, entry, plan, site, isDraft, mayUpdate, mayCancel });
}

function refused({ reason, ...rest }: Refusal): Outcome {
  return { ...rest, kind: 'refused', shows: 0, reason, notes: [] };
}

/** `line 9` before `line 10`, `/2` before `/10`. */
function compareAt(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
