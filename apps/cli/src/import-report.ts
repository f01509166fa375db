import { countsOf, type ImportSetting, type Outcome, type OutcomeKind, type ParsedFile } from '@myevents/event-import';

/** In the order in which they are summed up. */
const words: Readonly<Record<OutcomeKind, string>> = {
  planned: 'would be taken',
  created: 'created',
  extended: 'extended',
  changed: 'changed',
  unchanged: 'unchanged',
  differs: 'left though they differ',
  cancelled: 'cancelled in the file',
  refused: 'refused',
};

export interface ReportFacts {
  readonly file: ParsedFile;
  readonly outcomes: readonly Outcome[];
}

/** What the command line calls what can be said besides the file. */
export const optionNames: Readonly<Record<ImportSetting, string>> = {
  timeZone: 'time-zone',
  country: 'country',
  city: 'city',
  currency: 'currency',
  price: 'price',
  capacity: 'capacity',
  durationMinutes: 'duration',
  type: 'type',
  language: 'language',
  locationName: 'create-location',
  locationId: 'location-id',
  hallId: 'hall-id',
  isDraft: 'draft',
  mayUpdate: 'update',
  mayCancel: 'cancel',
};

export function optionOf(setting: ImportSetting): string {
  return `--${optionNames[setting]}`;
}

/** A line for each entry, what was concluded or refused below it, and the sum. */
export function reportText({ file, outcomes }: ReportFacts): string {
  const width = Math.max(...outcomes.map(({ kind }) => kind.length), 0);
  const atWidth = Math.max(...outcomes.map(({ at }) => at.length), 0);
  const indent = ' '.repeat(width + 2);
  const lines = outcomes.flatMap(({ kind, at, title, shows, reason, notes, settings }) => [
    `${kind.padEnd(width)}  ${at.padEnd(atWidth)}  ${title ?? '(no title)'}${shows > 0 ? `  (${shows} ${shows === 1 ? 'show' : 'shows'})` : ''}`,
    ...(reason === undefined ? [] : [`${indent}why: ${reason}`]),
    ...notes.map((note) => `${indent}note: ${note}`),
    ...(settings.length === 0 ? [] : [`${indent}see: ${settings.map(optionOf).join(', ')}`]),
  ]);
  return [...lines, ...file.notes.map((note) => `note: ${note}`), '', summary(outcomes), ''].join('\n');
}

function summary(outcomes: readonly Outcome[]): string {
  const counts = countsOf(outcomes);
  const parts = Object.entries(words).flatMap(([kind, word]) => {
    const count = counts[kind as OutcomeKind] ?? 0;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const entries = `${outcomes.length} ${outcomes.length === 1 ? 'entry' : 'entries'}`;
  return `${entries}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}
