import type { ImportDefaults } from './defaults.ts';
import { type Entry, EntryError } from './entry.ts';
import { type Outcome, refusedEntry } from './outcome.ts';
import { type EntryPlan, planEntry } from './plan-entry.ts';
import type { Site } from './site.ts';
import { mergeVenues, type Venue, venueOf } from './venue.ts';

/** An entry with where it takes place; without a venue everything goes to a site that was given. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly venue?: Venue;
}

/** Every entry's place; entries that share one agree on it, so that the hall is large enough for all of them. */
export function placeEntries(
  entries: readonly Entry[],
  defaults: ImportDefaults,
): { readonly placed: readonly PlacedEntry[]; readonly refused: readonly Outcome[] } {
  const byKey = new Map<string, Venue>();
  const found = new Map<Entry, Venue>();
  const refused: Outcome[] = [];
  for (const entry of entries) {
    try {
      const venue = venueOf(entry, defaults);
      const known = byKey.get(venue.key);
      byKey.set(venue.key, known ? mergeVenues(known, venue) : venue);
      found.set(entry, venue);
    } catch (error) {
      refused.push(refusedEntry(entry, error));
    }
  }
  const placed = [...found].map(([entry, venue]) => {
    return { entry, venue: { ...(byKey.get(venue.key) ?? venue), notes: venue.notes } };
  });
  return { placed, refused };
}

/** What an entry comes to: at a location that is there, or at one that is still to be created. @throws EntryError if it cannot be sold. */
export function planAt({ entry, venue }: PlacedEntry, site: Site | undefined, defaults: ImportDefaults): EntryPlan {
  const place = site
    ? { ...site.location, hallCapacity: site.hallCapacity }
    : venue && { ...venue.body, hallCapacity: venue.body.halls[0]?.capacity };
  if (!place) throw new EntryError('it names no place.', ['locationName', 'locationId']);
  const plan = planEntry(entry, place, defaults);
  return { ...plan, notes: [...plan.notes, ...(venue?.notes ?? [])] };
}
