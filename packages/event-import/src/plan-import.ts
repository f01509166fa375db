import type { ImportDefaults } from './defaults.ts';
import type { Entry, ParsedFile } from './entry.ts';
import { inOrderOfFile, type Outcome, refused, refusedEntry } from './outcome.ts';
import { type PlacedEntry, placeEntries, planAt } from './place-entries.ts';
import type { EntryPlan } from './plan-entry.ts';
import type { Site } from './site.ts';
import type { Venue } from './venue.ts';

export interface PlanOptions {
  readonly file: ParsedFile;
  readonly defaults: ImportDefaults;
  /** Everything goes here, whatever the file says. */
  readonly site?: Site;
}

/** What would come of an entry, and what it would be on the platform. */
export interface PlannedEntry {
  readonly outcome: Outcome;
  /** Missing where the file's own text could not be read as an event. */
  readonly entry?: Entry;
  /** The location that would be found or created; missing if a site was given or the entry is refused. */
  readonly venue?: Venue;
  /** Missing if the entry is refused. */
  readonly plan?: EntryPlan;
}

/** Only says what would be taken; needs no platform. In the order of the file. */
export function planImport({ file, defaults, site }: PlanOptions): readonly PlannedEntry[] {
  const located = site
    ? { placed: file.entries.map((entry): PlacedEntry => ({ entry })), refused: [] }
    : placeEntries(file.entries, defaults);
  const entries = new Map(file.entries.map((entry) => [entry.at, entry]));
  const withEntry = (outcome: Outcome): PlannedEntry => {
    const entry = entries.get(outcome.at);
    return entry ? { outcome, entry } : { outcome };
  };
  return inOrderOfFile(
    [
      ...file.refusals.map((refusal): PlannedEntry => ({ outcome: refused(refusal) })),
      ...located.refused.map(withEntry),
      ...located.placed.map((placed) => planOne(placed, site, defaults)),
    ],
    ({ outcome }) => outcome.at,
  );
}

function planOne(placed: PlacedEntry, site: Site | undefined, defaults: ImportDefaults): PlannedEntry {
  const { entry } = placed;
  try {
    const plan = planAt(placed, site, defaults);
    const { shows, notes, settings } = plan;
    const kind = shows.length === 0 ? 'cancelled' : 'planned';
    const outcome = {
      kind,
      at: entry.at,
      key: entry.key,
      title: entry.title,
      shows: shows.length,
      notes,
      settings,
    } as const;
    return { ...placed, plan, outcome };
  } catch (error) {
    return { entry, outcome: refusedEntry(entry, error) };
  }
}
