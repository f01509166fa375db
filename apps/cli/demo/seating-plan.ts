import type { SeatingPlan } from '@myevents/contracts';
import type { PlanEntry, RingEntry, SectionEntry } from './entries.ts';

type Section = SeatingPlan['sections'][number];

/** Writes a compact plan out, as the API takes it; seats are numbered from 1 in every row. */
export function expandPlan({ stage, sections }: PlanEntry): SeatingPlan {
  return { stage, sections: sections.flatMap(expandSection) };
}

/** The seats of one section as it is written, all blocks of a ring, row by row: `Stalls/A-1..30`. Throws for one not there. */
export function seatIdsOf(plan: SeatingPlan, sectionName: string): string[] {
  const sections = plan.sections.filter(({ name }) => name.replace(/ \d+$/, '') === sectionName);
  if (sections.length === 0) throw new Error(`The plan has no section ${sectionName}`);
  return sections.flatMap(({ name, rows }) =>
    rows.flatMap((row) => row.seats.map((seats) => `${name}/${row.name}-${seats}`)),
  );
}

/** How many seats a plan has. */
export function seatCountOf(plan: SeatingPlan): number {
  return plan.sections
    .flatMap(({ rows }) => rows.flatMap(({ seats }) => seats))
    .reduce((total, seats) => total + Number(seats.replace('1..', '')), 0);
}

function expandSection({ name, shape, ring, ...entry }: SectionEntry): Section[] {
  const rows = expandRows(name, entry);
  if (ring === undefined) return [{ name, ...(shape === undefined ? {} : { shape }), rows }];
  const longest = Math.max(...lengthsOf(name, entry).map(({ length }) => length));
  return Array.from({ length: ring.blocks }, (_, block) => ({
    name: `${name} ${block + 1}`,
    shape: shapeOnRing(ring, block, longest),
    rows,
  }));
}

/** The block's rows lie on the circle too: they bend as much as the circle does over the longest one. */
function shapeOnRing({ blocks, from, to, radius, rowGap }: RingEntry, block: number, longest: number) {
  const degrees = from + (block * (to - from)) / Math.max(1, blocks - 1);
  const radians = (degrees * Math.PI) / 180;
  return {
    x: round(-radius * Math.sin(radians)),
    y: round(radius * Math.cos(radians)),
    rotate: round(degrees > 180 ? degrees - 360 : degrees),
    bend: round((100 * longest) / (Math.PI * radius)),
    rowGap,
  };
}

/** To hundredths; never -0, which JSON does not know. */
function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

type RowsOfSection = Omit<SectionEntry, 'name' | 'shape' | 'ring'>;

function expandRows(section: string, entry: RowsOfSection): Section['rows'] {
  const { offsets = [], marks = {} } = entry;
  const lengths = lengthsOf(section, entry);
  const unknown = Object.keys(marks).find((row) => !lengths.some(({ name }) => name === row));
  if (unknown !== undefined)
    throw new Error(`Section ${section} marks seats of row ${unknown}, which it does not have`);
  return lengths.map(({ name, length }, row) => {
    const offset = offsets[row % offsets.length];
    const marked = marks[name];
    return {
      name,
      seats: [length === 1 ? '1' : `1..${length}`],
      ...(offset === undefined ? {} : { offset }),
      ...(marked === undefined ? {} : { marks: marked }),
    };
  });
}

function lengthsOf(section: string, { rows, seatsPerRow }: RowsOfSection) {
  const names = Array.isArray(rows) ? rows : rowNames(rows);
  if (Array.isArray(seatsPerRow) && seatsPerRow.length !== names.length) {
    throw new Error(`Section ${section} has ${names.length} rows, but seats for ${seatsPerRow.length}`);
  }
  return names.map((name, row) => ({
    name,
    length: Array.isArray(seatsPerRow) ? (seatsPerRow[row] ?? 0) : seatsPerRow,
  }));
}

function rowNames({ from, to }: { readonly from: string; readonly to: string }): string[] {
  if (/^\d+$/.test(from) && /^\d+$/.test(to)) return run(Number(from), Number(to)).map(String);
  if (/^[A-Z]$/.test(from) && /^[A-Z]$/.test(to)) {
    return run(from.charCodeAt(0), to.charCodeAt(0)).map((code) => String.fromCharCode(code));
  }
  throw new Error(`Rows from ${from} to ${to} are neither letters nor numbers`);
}

function run(first: number, last: number): number[] {
  if (last < first) throw new Error(`Rows run backwards, from ${first} to ${last}`);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}
