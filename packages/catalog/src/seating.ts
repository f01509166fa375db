import { invalid, type Refusal } from './refusals.ts';
import { badLabels, compactLabels, expandLabels, rowSeatsMax, seatsMax, splitSeatId } from './seat-labels.ts';
import { readShape, type SectionShape } from './seat-layout.ts';
import { type RowMarks, readMarks } from './seat-marks.ts';

/** A hall's seats in the order of the plan. Labels are compact (`1..40`). A row's key is `<section>/<row>`. */
export type SeatingPlan = readonly {
  readonly name: string;
  readonly shape?: SectionShape | undefined;
  readonly rows: readonly PlanRow[];
}[];

interface PlanRow extends RowDetails {
  readonly name: string;
  readonly labels: readonly string[];
}

/** What a row may have, and the sale does without. */
interface RowDetails {
  /** How far it is shifted along itself, in seat pitches. */
  readonly offset?: number | undefined;
  readonly marks?: RowMarks | undefined;
}

/** A row of a show's plan. `tiers` are runs over the labels: [tier or null for a seat that is not sold, how many seats]. */
export interface ShowRow extends RowDetails {
  readonly key: string;
  readonly labels: readonly string[];
  readonly tiers: readonly (readonly [tier: string | null, seats: number])[];
}

/** A seated tier as it was asked for: seat ids, or ranges of them (`Stalls/A-1..40`). */
interface TierSeats {
  readonly id: string;
  readonly seats: readonly string[];
  /** RFC 6901, of the list. */
  readonly field: string;
}

/** Checks a plan and makes its labels compact. `field` is where the plan was given. */
export function readPlan(
  plan: SeatingPlan,
  field: string,
): { readonly plan: SeatingPlan; readonly seats: number } | Refusal {
  let seats = 0;
  const sections = new Set<string>();
  const read: SeatingPlan[number][] = [];
  for (const [s, section] of plan.entries()) {
    const at = `${field}/sections/${s}`;
    if (sections.has(section.name)) return invalid(`${at}/name`, 'another section has this name');
    sections.add(section.name);
    const rows = new Map<string, PlanRow>();
    for (const [r, row] of section.rows.entries()) {
      if (rows.has(row.name)) return invalid(`${at}/rows/${r}/name`, 'another row of the section has this name');
      const labels = expandLabels(row.labels);
      if (labels === undefined) return invalid(`${at}/rows/${r}/seats`, badLabels);
      if (new Set(labels).size < labels.length) return invalid(`${at}/rows/${r}/seats`, 'the row has a seat twice');
      seats += labels.length;
      const details = readDetails(row, labels, `${at}/rows/${r}`);
      if ('code' in details) return details;
      rows.set(row.name, { name: row.name, labels: compactLabels(labels), ...details });
    }
    const shape = section.shape === undefined ? {} : { shape: readShape(section.shape) };
    read.push({ name: section.name, ...shape, rows: [...rows.values()] });
  }
  if (seats > seatsMax) return invalid(field, `a plan holds at most ${seatsMax} seats`);
  return { plan: read, seats };
}

function readDetails({ offset, marks }: RowDetails, labels: readonly string[], field: string): RowDetails | Refusal {
  const shifted = offset === undefined ? {} : { offset };
  if (marks === undefined) return shifted;
  const read = readMarks(marks, labels, `${field}/marks`);
  return 'code' in read ? read : { ...shifted, ...read };
}

/**
 * The rows of a show: those of the hall's plan, or where it has none, those the tiers' seats make up. Answers with how many
 * seats each tier has.
 */
export function buildRows(
  plan: SeatingPlan | null,
  tiers: readonly TierSeats[],
): { readonly rows: readonly ShowRow[]; readonly counts: ReadonlyMap<string, number> } | Refusal {
  if (tiers.length === 0) return { rows: [], counts: new Map() };
  const taken = takeSeats(tiers);
  if ('code' in taken) return taken;
  const rows = plan === null ? rowsFromSeats(taken) : rowsFromPlan(plan, taken);
  if ('code' in rows) return rows;
  const counts = new Map(tiers.map(({ id }) => [id, 0]));
  for (const { tier } of taken.values()) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  return { rows, counts };
}

type TakenSeats = ReadonlyMap<string, { readonly tier: string; readonly field: string }>;

function takeSeats(tiers: readonly TierSeats[]): TakenSeats | Refusal {
  const taken = new Map<string, { tier: string; field: string }>();
  for (const { id, seats, field } of tiers) {
    for (const [index, given] of seats.entries()) {
      const { row, label } = splitSeatId(given);
      const labels = expandLabels([label]);
      if (labels === undefined) return invalid(`${field}/${index}`, badLabels);
      for (const seat of labels.map((one) => `${row}-${one}`)) {
        const other = taken.get(seat);
        if (other !== undefined) {
          const where =
            other.tier === id ? 'this tier has the seat twice' : `the seat is in the tier ${other.tier} too`;
          return invalid(`${field}/${index}`, where);
        }
        taken.set(seat, { tier: id, field: `${field}/${index}` });
      }
      if (taken.size > seatsMax) return invalid(field, `a show holds at most ${seatsMax} seats`);
    }
  }
  return taken;
}

function rowsFromPlan(plan: SeatingPlan, taken: TakenSeats): readonly ShowRow[] | Refusal {
  const missing = new Set(taken.keys());
  const rows = plan.flatMap((section) =>
    section.rows.map((row) => {
      const key = `${section.name}/${row.name}`;
      const tiers = (expandLabels(row.labels) ?? []).map((label) => {
        const seat = `${key}-${label}`;
        missing.delete(seat);
        return taken.get(seat)?.tier ?? null;
      });
      const { name: _name, labels, ...details } = row;
      return { key, labels, tiers: toRuns(tiers), ...details };
    }),
  );
  const [seat] = missing;
  if (seat !== undefined) return { code: 'unknown-seat', field: taken.get(seat)?.field ?? '', seat };
  return rows;
}

/**
 * Seats stand as they were listed. Where several tiers share a row whose labels are all numbers, it is put in the order of
 * these: what one tier lists after another need not stand behind it.
 */
function rowsFromSeats(taken: TakenSeats): readonly ShowRow[] | Refusal {
  const rows = Map.groupBy(
    [...taken].map(([seat, { tier, field }]) => ({ ...splitSeatId(seat), tier, field })),
    ({ row }) => row,
  );
  const built: ShowRow[] = [];
  for (const [key, seats] of rows) {
    if (seats.length > rowSeatsMax) return invalid(seats[0]?.field ?? '', `a row holds at most ${rowSeatsMax} seats`);
    const isShared = seats.some(({ tier }) => tier !== seats[0]?.tier);
    const areNumbers = seats.every(({ label }) => /^\d{1,15}$/.test(label));
    const ordered = isShared && areNumbers ? seats.toSorted((a, b) => Number(a.label) - Number(b.label)) : seats;
    built.push({
      key,
      labels: compactLabels(ordered.map(({ label }) => label)),
      tiers: toRuns(ordered.map(({ tier }) => tier)),
    });
  }
  return built;
}

function toRuns(tiers: readonly (string | null)[]): ShowRow['tiers'] {
  const runs: [string | null, number][] = [];
  for (const tier of tiers) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] === tier) last[1] += 1;
    else runs.push([tier, 1]);
  }
  return runs;
}

/** The seats of a tier, written as `buildRows` takes them: for putting the same tiers into another hall. */
export function seatsOfTier(rows: readonly ShowRow[], tier: string): string[] {
  return rows.flatMap(({ key, labels, tiers }) => {
    const expanded = expandLabels(labels) ?? [];
    const own: string[] = [];
    let from = 0;
    for (const [owner, count] of tiers) {
      if (owner === tier) own.push(...expanded.slice(from, from + count));
      from += count;
    }
    return compactLabels(own).map((label) => `${key}-${label}`);
  });
}
