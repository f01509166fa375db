import type { ParsedFile } from './entry.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

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

/** A line for each entry, what was concluded or refused below it, and the sum. */
export function reportText({ file, outcomes }: ReportFacts): string {
  const width = Math.max(...outcomes.map(({ kind }) => kind.length), 0);
  const atWidth = Math.max(...outcomes.map(({ at }) => at.length), 0);
  const indent = ' '.repeat(width + 2);
  const lines = outcomes.flatMap(({ kind, at, title, shows, reason, notes }) => [
    `${kind.padEnd(width)}  ${at.padEnd(atWidth)}  ${title ?? '(no title)'}${shows > 0 ? `  (${shows} ${shows === 1 ? 'show' : 'shows'})` : ''}`,
    ...(reason === undefined ? [] : [`${indent}why: ${reason}`]),
    ...notes.map((note) => `${indent}note: ${note}`),
  ]);
  return [...lines, ...file.notes.map((note) => `note: ${note}`), '', summary(outcomes), ''].join('\n');
}

export function summary(outcomes: readonly Outcome[]): string {
  const counts = countsOf(outcomes);
  const parts = Object.entries(words).flatMap(([kind, word]) => {
    const count = counts[kind as OutcomeKind] ?? 0;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const entries = `${outcomes.length} ${outcomes.length === 1 ? 'entry' : 'entries'}`;
  return `${entries}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

export function countsOf(outcomes: readonly Outcome[]): Partial<Record<OutcomeKind, number>> {
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
