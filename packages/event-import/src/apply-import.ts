import type { Api } from '@myevents/contracts/client';
import { applyEntry } from './apply-entry.ts';
import { EntryError } from './entry.ts';
import { inOrderOfFile, type Outcome, refused, refusedEntry } from './outcome.ts';
import { type PlacedEntry, placeEntries, planAt } from './place-entries.ts';
import type { PlanOptions } from './plan-import.ts';
import { createLocator, type Locator } from './site.ts';

export interface ImportOptions extends PlanOptions {
  readonly api: Api;
  /** Leave new events unpublished. */
  readonly isDraft?: boolean;
  /** Bring what was imported before in line with the file. */
  readonly mayUpdate?: boolean;
  /** Cancel shows that the file calls off. */
  readonly mayCancel?: boolean;
  /** After each entry that has a place; `total` counts those. */
  onStep?(done: number, total: number, outcome: Outcome): void;
}

const concurrency = 8;

/**
 * Takes every entry of a file that can be taken, through the API; a second time changes nothing. The outcomes are in the order of
 * the file. @throws ApiFailure if the platform fails on the way: what was taken by then stays, and running it again goes on there.
 */
export async function applyImport(options: ImportOptions): Promise<readonly Outcome[]> {
  const { file, api, site, defaults } = options;
  const located = site
    ? { placed: file.entries.map((entry): PlacedEntry => ({ entry })), refused: [] }
    : placeEntries(file.entries, defaults);
  const locator = site ? undefined : await createLocator(api);
  const outcomes = [...file.refusals.map((refusal) => refused(refusal)), ...located.refused];
  let done = 0;
  // Places side by side, but the entries of one place in turn: where two want the hall at once, the first in the file has it.
  const groups = eachOf([...Map.groupBy(located.placed, ({ venue }) => venue?.key).values()]);
  const worker = async () => {
    for (const group of groups) {
      for (const placed of group) {
        const outcome = await take(options, placed, locator);
        outcomes.push(outcome);
        options.onStep?.((done += 1), located.placed.length, outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return inOrderOfFile(outcomes, ({ at }) => at);
}

/** Shared by several loops: when one of them throws, it is at its end for all. */
function* eachOf<Item>(items: readonly Item[]): Generator<Item> {
  yield* items;
}

async function take(options: ImportOptions, placed: PlacedEntry, locator: Locator | undefined): Promise<Outcome> {
  const { api, defaults, isDraft = false, mayUpdate = false, mayCancel = false } = options;
  const { entry, venue } = placed;
  try {
    const site = options.site ?? (venue && (await locator?.siteFor(venue)));
    if (!site) throw new EntryError('it names no place.', ['locationName', 'locationId']);
    const plan = planAt(placed, site, defaults);
    return await applyEntry({ api, entry, plan, site, isDraft, mayUpdate, mayCancel });
  } catch (error) {
    return refusedEntry(entry, error);
  }
}
