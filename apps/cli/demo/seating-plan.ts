import type { SeatingPlan } from '@myevents/contracts';
import type { SectionEntry } from './entries.ts';

/** Writes a compact plan out seat by seat, as the API takes it; seats are numbered from 1 in every row. */
export function expandPlan(sections: readonly SectionEntry[]): SeatingPlan {
  return { sections: sections.map(({ name, ...section }) => ({ name, rows: expandRows(name, section) })) };
}

/** The ids of all seats of one section, in plan order: `Stalls/A-1`, `Stalls/A-2`, … Throws for a section not there. */
export function seatIdsOf(plan: SeatingPlan, sectionName: string): string[] {
  const section = plan.sections.find(({ name }) => name === sectionName);
  if (!section) throw new Error(`The plan has no section ${sectionName}`);
  return section.rows.flatMap((row) => row.seats.map((seat) => `${sectionName}/${row.name}-${seat}`));
}

/** How many seats a plan has. */
export function seatCountOf(plan: SeatingPlan): number {
  return plan.sections.reduce(
    (total, { rows }) => total + rows.reduce((inSection, { seats }) => inSection + seats.length, 0),
    0,
  );
}

function expandRows(section: string, { rows, seatsPerRow }: Omit<SectionEntry, 'name'>) {
  const names = Array.isArray(rows) ? rows : rowNames(rows);
  if (Array.isArray(seatsPerRow) && seatsPerRow.length !== names.length) {
    throw new Error(`Section ${section} has ${names.length} rows, but seats for ${seatsPerRow.length}`);
  }
  return names.map((name, row) => {
    const length = Array.isArray(seatsPerRow) ? (seatsPerRow[row] ?? 0) : seatsPerRow;
    return { name, seats: Array.from({ length }, (_, seat) => String(seat + 1)) };
  });
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
