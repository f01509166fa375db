import { type Numbering, nameRows, nextName, numberSeats } from './number-seats.ts';
import {
  bounds,
  clamp,
  limits,
  type Row,
  round,
  type SeatingPlan,
  type Section,
  type SectionShape,
} from './plan-parts.ts';
import { compactLabels, marksByLabel, seatsOf, toRowMarks } from './seat-labels.ts';

// Every change answers with a new plan; what is not touched is the same object as before.

export const withSections = (plan: SeatingPlan, sections: readonly Section[]): SeatingPlan => ({
  ...plan,
  sections: [...sections],
});

export function changeSection(plan: SeatingPlan, at: number, change: (section: Section) => Section): SeatingPlan {
  return withSections(
    plan,
    plan.sections.map((section, index) => (index === at ? change(section) : section)),
  );
}

export const addSections = (plan: SeatingPlan, sections: readonly Section[]): SeatingPlan =>
  withSections(plan, [...plan.sections, ...sections]);

export const removeSection = (plan: SeatingPlan, at: number): SeatingPlan =>
  withSections(
    plan,
    plan.sections.filter((_section, index) => index !== at),
  );

/** The order of the plan is the order in which the best seats are looked for. */
export function reorderSection(plan: SeatingPlan, at: number, by: -1 | 1): SeatingPlan {
  const [one, other] = [plan.sections[at], plan.sections[at + by]];
  if (one === undefined || other === undefined) return plan;
  const sections = [...plan.sections];
  sections[at] = other;
  sections[at + by] = one;
  return withSections(plan, sections);
}

/** A name no section has yet: `Stalls` → `Stalls 2` → `Stalls 3`. */
export function freeName({ sections }: SeatingPlan, wanted: string): string {
  const taken = new Set(sections.map(({ name }) => name));
  let name = wanted.slice(0, limits.sectionName);
  while (taken.has(name)) {
    const next = /\d$/.test(name) ? nextName(name) : `${name.slice(0, limits.sectionName - 4)} 2`;
    name = next.slice(0, limits.sectionName);
  }
  return name;
}

/** Beside the middle of its first row, as far as a shape goes. Without one it is put where it was drawn (`drawn`). */
export function moveSection(
  section: Section,
  by: { readonly x: number; readonly y: number },
  drawn: SectionShape,
): Section {
  const shape = section.shape ?? drawn;
  return {
    ...section,
    shape: {
      ...shape,
      x: round(clamp(shape.x + by.x, bounds.place)),
      y: round(clamp(shape.y + by.y, bounds.place)),
    },
  };
}

const plain = { rotate: 0, bend: 0, rowGap: 1, seatGap: 1 } as const;

/** With some of its numbers changed; those that say nothing are left out. */
export function reshape(shape: SectionShape, changes: Partial<SectionShape>): SectionShape {
  const { x, y, ...others } = { ...shape, ...changes };
  const told = Object.entries(others).filter(([name, value]) => value !== plain[name as keyof typeof plain]);
  return { x, y, ...Object.fromEntries(told) };
}

/** A copy beside it, behind it in the plan. */
export function duplicateSection(plan: SeatingPlan, at: number, drawn: SectionShape): SeatingPlan {
  const section = plan.sections[at];
  if (section === undefined) return plan;
  const widest = Math.max(...section.rows.map((row) => seatsOf(row).length));
  const across = { x: widest * (section.shape?.seatGap ?? 1) + 2, y: 0 };
  const copy = { ...moveSection(section, across, drawn), name: freeName(plan, section.name) };
  return withSections(plan, plan.sections.toSpliced(at + 1, 0, copy));
}

/** Left becomes right, about its own middle: its rows are numbered and shifted the other way. */
export function flipSection(section: Section): Section {
  return {
    ...section,
    rows: section.rows.map((row) => {
      const { offset = 0, ...rest } = row;
      const seats = compactLabels(seatsOf(row).toReversed());
      return { ...rest, seats, ...(offset === 0 ? {} : { offset: -offset }) };
    }),
  };
}

/** A copy on the other side of the line through the middle of the stage, or of the plan. */
export function mirrorSection(
  plan: SeatingPlan,
  at: number,
  { axis, drawn }: { axis: number; drawn: SectionShape },
): SeatingPlan {
  const section = plan.sections[at];
  if (section === undefined) return plan;
  const shape = section.shape ?? drawn;
  const copy: Section = {
    ...flipSection(section),
    name: freeName(plan, section.name),
    shape: reshape(shape, {
      x: round(clamp(2 * axis - shape.x, bounds.place)),
      rotate: -(shape.rotate ?? 0) + 0,
    }),
  };
  return withSections(plan, plan.sections.toSpliced(at + 1, 0, copy));
}

export const changeRow = (section: Section, at: number, change: (row: Row) => Row): Section => ({
  ...section,
  rows: section.rows.map((row, index) => (index === at ? change(row) : row)),
});

export const removeRow = (section: Section, at: number): Section => ({
  ...section,
  rows: section.rows.filter((_row, index) => index !== at),
});

/** Another row behind the last one, as long as it. */
export function addRow(section: Section): Section {
  const last = section.rows.at(-1);
  const taken = new Set(section.rows.map(({ name }) => name));
  let name = last === undefined ? 'A' : nextName(last.name);
  while (taken.has(name)) name = nextName(name);
  return { ...section, rows: [...section.rows, { name, seats: last === undefined ? ['1..10'] : last.seats }] };
}

/** Names for all its rows, from the first one's. */
export function renameRows(section: Section, first: string, options: { readonly skipsLookalikes: boolean }): Section {
  const names = nameRows(first, section.rows.length, options);
  return { ...section, rows: section.rows.map((row, at) => ({ ...row, name: names[at] ?? row.name })) };
}

/** New numbers for all its seats; marks stay where they are. */
export function renumberSeats(section: Section, numbering: Numbering, first: number): Section {
  return {
    ...section,
    rows: section.rows.map((row) => relabelRow(row, numberSeats(seatsOf(row).length, numbering, first))),
  };
}

/** Other labels for the seats of a row, from left to right; the marks stay at the same places. */
export function relabelRow(row: Row, labels: readonly string[]): Row {
  const before = seatsOf(row);
  const marked = marksByLabel(row.marks);
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const marks = toRowMarks(labels, (label) => marked.get(before[placeOf.get(label) ?? -1] ?? ''));
  const { marks: _marks, ...rest } = row;
  return { ...rest, seats: compactLabels(labels), ...(marks === undefined ? {} : { marks }) };
}
