import { nextName } from './number-seats.ts';
import { type Row, type SeatingPlan, type Section, type Stage, seatMarks } from './plan-parts.ts';
import { writeToken } from './plan-tokens.ts';
import { looksLikeRange, rowWords, sectionWords, shapeWords, stageWords, writeSteps } from './plan-words.ts';

/** A plan as text, a line a row; rows that follow each other and are alike share one. `readPlanText` takes it back. */
export function writePlanText({ stage, sections }: SeatingPlan): string {
  const parts = sections.map((section) => [writeSection(section), ...writeRows(section.rows)].join('\n'));
  return `${[...(stage === undefined ? [] : [writeStage(stage)]), ...parts].join('\n\n')}\n`;
}

function writeStage({ x, y, width, height, label }: Stage): string {
  const name = label === undefined ? '' : ` ${writeName(label, stageWords)}`;
  return `stage${name} at ${x} ${y} size ${width} ${height}`;
}

function writeSection({ name, shape }: Section): string {
  if (shape === undefined) return `section ${writeName(name, sectionWords)}`;
  const turns = Object.entries(shapeWords).flatMap(([word, { field }]) =>
    shape[field] === undefined ? [] : [` ${word} ${shape[field]}`],
  );
  return `section ${writeName(name, sectionWords)} at ${shape.x} ${shape.y}${turns.join('')}`;
}

/** Several words stay as they are where they are read as that name again. */
function writeName(name: string, words: readonly string[]): string {
  const isPlain = name
    .split(' ')
    .every((word) => word !== '' && writeToken(word, (own) => words.includes(own)) === word);
  return isPlain ? name : writeToken(name, () => true);
}

function writeRows(rows: readonly Row[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; ) {
    const [first, count] = [rows[at], alikeFrom(rows, at)];
    const last = rows[at + count - 1];
    if (first !== undefined && last !== undefined) lines.push(writeRow(first, last));
    at += count;
  }
  return lines;
}

/** How many rows from here on differ by nothing but their names, each of which follows the one before. */
function alikeFrom(rows: readonly Row[], from: number): number {
  const first = rows[from];
  if (first === undefined || first.marks !== undefined || first.offset !== undefined || !isRangeEnd(first.name))
    return 1;
  const seats = JSON.stringify(first.seats);
  let count = 1;
  for (let name = nextName(first.name); ; name = nextName(name)) {
    const row = rows[from + count];
    const isAlike = row?.name === name && row.marks === undefined && row.offset === undefined && isRangeEnd(name);
    if (!isAlike || JSON.stringify(row.seats) !== seats) return count;
    count += 1;
  }
}

export const isRangeEnd = (name: string): boolean => /^(?:[A-Z]{1,3}|[a-z]{1,3}|\d{1,6})$/.test(name);

function writeRow(first: Row, last: Row): string {
  const own = (word: string) => word === 'section' || word === 'stage' || looksLikeRange(word);
  const name = first === last ? writeToken(first.name, own) : `${first.name}..${last.name}`;
  const offset = first.offset === undefined ? '' : ` offset ${first.offset}`;
  const marks = seatMarks.map((mark) => writeSeats(mark, first.marks?.[mark]));
  return `  ${name}${writeSeats('', first.seats)}${offset}${marks.join('')}`;
}

function writeSeats(word: string, seats: readonly string[] | undefined): string {
  if (seats === undefined) return '';
  // A step has a `/`, which no label has.
  const tokens = writeSteps(seats).map((seat) => writeToken(seat, (own) => rowWords.includes(own)));
  return `${word === '' ? '' : ` ${word}`} ${tokens.join(' ')}`;
}
