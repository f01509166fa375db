import { limits, type Row, type SeatingPlan, type Section, seatMarks } from './plan-parts.ts';
import { expandLabels } from './seat-labels.ts';

/** Why a plan cannot be stored, by what would be right. */
export type PlanMistakeCode =
  | 'noSection'
  | 'sectionNameMissing'
  | 'sectionName'
  | 'sectionTwice'
  | 'sectionEmpty'
  | 'tooManySections'
  | 'rowNameMissing'
  | 'rowName'
  | 'rowTwice'
  | 'tooManyRows'
  | 'seatsMissing'
  | 'seatRange'
  | 'seatLabel'
  | 'seatTwice'
  | 'markUnknown'
  | 'markTwice'
  | 'markBoth'
  | 'tooManySeats';

export interface PlanMistake {
  readonly code: PlanMistakeCode;
  readonly values: { readonly section: string; readonly row: string; readonly seat: string; readonly most: number };
  /** Where: places in the plan. */
  readonly section?: number;
  readonly row?: number;
}

const mistakesMax = 50;

/** All that the API would refuse, in the order of the plan; not more than a person can read. */
export function planMistakes(plan: SeatingPlan): readonly PlanMistake[] {
  const found: PlanMistake[] = [];
  const names = new Set<string>();
  if (plan.sections.length === 0) found.push(mistake('noSection', {}));
  if (plan.sections.length > limits.sections) found.push(mistake('tooManySections', { most: limits.sections }));
  let seats = 0;
  for (const [at, section] of plan.sections.entries()) {
    found.push(...sectionMistakes(section, at, names));
    for (const row of section.rows) seats += expandLabels(row.seats)?.length ?? 0;
    if (found.length >= mistakesMax) return found.slice(0, mistakesMax);
  }
  if (seats > limits.seats) found.push(mistake('tooManySeats', { most: limits.seats }));
  return found;
}

interface MistakeParts {
  readonly section?: Section | undefined;
  readonly row?: Row | undefined;
  readonly seat?: string;
  readonly most?: number;
  readonly at?: { readonly section: number; readonly row?: number };
}

function mistake(
  code: PlanMistakeCode,
  { section, row, seat = '', most = 0, at = { section: -1 } }: MistakeParts,
): PlanMistake {
  return {
    code,
    values: { section: section?.name ?? '', row: row?.name ?? '', seat, most },
    ...(at.section >= 0 && { section: at.section }),
    ...(at.row !== undefined && { row: at.row }),
  };
}

function sectionMistakes(section: Section, at: number, names: Set<string>): readonly PlanMistake[] {
  const found: PlanMistake[] = [];
  const add = (code: PlanMistakeCode, most = 0) => found.push(mistake(code, { section, most, at: { section: at } }));
  if (section.name === '') add('sectionNameMissing');
  else if (!isName(section.name, limits.sectionName)) add('sectionName', limits.sectionName);
  else if (names.has(section.name)) add('sectionTwice');
  names.add(section.name);
  if (section.rows.length === 0) add('sectionEmpty');
  if (section.rows.length > limits.rows) add('tooManyRows', limits.rows);
  const rows = new Set<string>();
  for (const [rowAt, row] of section.rows.entries()) {
    found.push(...rowMistakes({ section, row, at: { section: at, row: rowAt } }, rows));
    if (found.length >= mistakesMax) return found;
  }
  return found;
}

interface RowPlace {
  readonly section: Section;
  readonly row: Row;
  readonly at: { readonly section: number; readonly row: number };
}

function rowMistakes(place: RowPlace, names: Set<string>): readonly PlanMistake[] {
  const { row } = place;
  const found: PlanMistake[] = [];
  const add = (code: PlanMistakeCode, seat = '', most = 0) => found.push(mistake(code, { ...place, seat, most }));
  if (row.name === '') add('rowNameMissing');
  else if (!isName(row.name, limits.rowName)) add('rowName', '', limits.rowName);
  else if (names.has(row.name)) add('rowTwice');
  names.add(row.name);
  if (row.seats.length === 0) {
    add('seatsMissing');
    return found;
  }
  const wrong = row.seats.find((label) => !isLabel(label));
  if (wrong !== undefined) {
    add('seatLabel', wrong, limits.label);
    return found;
  }
  const labels = expandLabels(row.seats);
  if (labels === undefined || row.seats.length > limits.listed) {
    add('seatRange', row.seats.find((label) => label.includes('..')) ?? '', limits.rowSeats);
    return found;
  }
  const twice = labels.find((label, index) => labels.indexOf(label) < index);
  if (twice !== undefined) add('seatTwice', twice);
  return [...found, ...markMistakes(place, new Set(labels))];
}

function markMistakes(place: RowPlace, labels: ReadonlySet<string>): readonly PlanMistake[] {
  const found: PlanMistake[] = [];
  const accessible = new Set<string>();
  for (const mark of seatMarks) {
    const given = place.row.marks?.[mark];
    if (given === undefined) continue;
    const marked = expandLabels(given);
    if (marked === undefined || given.some((label) => !isLabel(label))) {
      found.push(mistake('seatRange', { ...place, seat: given.join(' '), most: limits.rowSeats }));
      continue;
    }
    const seen = new Set<string>();
    for (const seat of marked) {
      const code = whyNot(seat, { labels, seen, accessible: mark === 'companion' ? accessible : new Set() });
      if (code !== undefined) {
        found.push(mistake(code, { ...place, seat }));
        break;
      }
      seen.add(seat);
      if (mark === 'accessible') accessible.add(seat);
    }
  }
  return found;
}

function whyNot(
  seat: string,
  {
    labels,
    seen,
    accessible,
  }: {
    readonly labels: ReadonlySet<string>;
    readonly seen: ReadonlySet<string>;
    readonly accessible: ReadonlySet<string>;
  },
): PlanMistakeCode | undefined {
  if (!labels.has(seat)) return 'markUnknown';
  if (seen.has(seat)) return 'markTwice';
  return accessible.has(seat) ? 'markBoth' : undefined;
}

const fits = (text: string, characters: string, most: number): boolean =>
  new RegExp(`^${characters}{1,${most}}$`, 'u').test(text);
const isName = (name: string, most: number): boolean => fits(name, '[^/\\p{C}]', most);
const isLabel = (label: string): boolean => fits(label, '[^-/\\p{C}]', limits.label);
