import { type Row, type SeatingPlan, type SeatMark, type Section, seatMarks } from './plan-parts.ts';
import { marksByLabel, seatsOf, toRowMarks } from './seat-labels.ts';

/** How a seat is known: `<section>/<row>-<label>`. */
export const seatId = (section: Section, row: Row, label: string): string => `${section.name}/${row.name}-${label}`;

/** Puts a mark on seats, or takes it off. A wheelchair's place is never a companion's too: the newer mark wins. */
export function markSeats(
  plan: SeatingPlan,
  seats: ReadonlySet<string>,
  { mark, isOn }: { readonly mark: SeatMark; readonly isOn: boolean },
): SeatingPlan {
  const sections = plan.sections.map((section) => changeRows(section, seats, (before) => marked(before, mark, isOn)));
  return sections.every((section, at) => section === plan.sections[at]) ? plan : { ...plan, sections };
}

/** Takes seats away; rows and sections without seats go with them. */
export function removeSeats(plan: SeatingPlan, seats: ReadonlySet<string>): SeatingPlan {
  const sections = plan.sections.flatMap((section) => {
    const rows = section.rows.flatMap((row) => {
      const left = seatsOf(row).filter((label) => !seats.has(seatId(section, row, label)));
      if (left.length === seatsOf(row).length) return [row];
      return left.length === 0 ? [] : [withLabels(row, left)];
    });
    return rows.length === 0 ? [] : [{ ...section, rows }];
  });
  return { ...plan, sections };
}

function withLabels(row: Row, labels: readonly string[]): Row {
  const byLabel = marksByLabel(row.marks);
  const marks = toRowMarks(labels, (label) => byLabel.get(label));
  const { marks: _marks, ...rest } = row;
  return { ...rest, seats: [...labels], ...(marks === undefined ? {} : { marks }) };
}

function marked(before: ReadonlySet<SeatMark>, mark: SeatMark, isOn: boolean): ReadonlySet<SeatMark> {
  const after = new Set(before);
  if (!isOn) after.delete(mark);
  else {
    after.add(mark);
    if (mark === 'accessible') after.delete('companion');
    if (mark === 'companion') after.delete('accessible');
  }
  return after;
}

function changeRows(
  section: Section,
  seats: ReadonlySet<string>,
  change: (before: ReadonlySet<SeatMark>) => ReadonlySet<SeatMark>,
): Section {
  const rows = section.rows.map((row) => {
    const labels = seatsOf(row);
    if (!labels.some((label) => seats.has(seatId(section, row, label)))) return row;
    const byLabel = marksByLabel(row.marks);
    const marks = toRowMarks(labels, (label) => {
      const own = byLabel.get(label) ?? new Set<SeatMark>();
      return seats.has(seatId(section, row, label)) ? change(own) : own;
    });
    const { marks: _marks, ...rest } = row;
    return marks === undefined ? rest : { ...rest, marks };
  });
  return rows.every((row, at) => row === section.rows[at]) ? section : { ...section, rows };
}

/** Of some seats: who has a mark, all, some or none. */
export function markState(
  plan: SeatingPlan,
  seats: ReadonlySet<string>,
): Readonly<Record<SeatMark, 'all' | 'some' | 'none'>> {
  const counts = { accessible: 0, companion: 0, restricted: 0 };
  let found = 0;
  for (const section of plan.sections) {
    for (const row of section.rows) {
      const byLabel = marksByLabel(row.marks);
      for (const label of seatsOf(row)) {
        if (!seats.has(seatId(section, row, label))) continue;
        found += 1;
        for (const mark of byLabel.get(label) ?? []) counts[mark] += 1;
      }
    }
  }
  const state = (count: number) => (count === 0 ? 'none' : count === found ? 'all' : 'some');
  return {
    accessible: state(counts.accessible),
    companion: state(counts.companion),
    restricted: state(counts.restricted),
  };
}

export const sectionSeats = ({ rows }: Section): number => rows.reduce((sum, row) => sum + seatsOf(row).length, 0);
export const planSeats = ({ sections }: SeatingPlan): number =>
  sections.reduce((sum, section) => sum + sectionSeats(section), 0);

/** How many seats of a plan have each mark. */
export function countMarks({ sections }: SeatingPlan): Readonly<Record<SeatMark, number>> {
  const counts = { accessible: 0, companion: 0, restricted: 0 };
  for (const { rows } of sections) {
    for (const { marks } of rows)
      for (const mark of seatMarks) counts[mark] += seatsOf({ seats: marks?.[mark] ?? [] }).length;
  }
  return counts;
}
