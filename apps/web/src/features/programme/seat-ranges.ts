/** The seats of a hall's plan, row by row. */
export interface HallRow {
  /** `Stalls/A` */
  readonly key: string;
  readonly section: string;
  readonly row: string;
  readonly labels: readonly string[];
}

interface Plan {
  readonly sections: readonly {
    readonly name: string;
    readonly rows: readonly { readonly name: string; readonly seats: readonly string[] }[];
  }[];
}

const range = /^(0|[1-9]\d{0,6})\.\.(0|[1-9]\d{0,6})$/;
const rowSeatsMax = 5000;

/** `1..40` → 1 to 40, `40..1` the other way round; anything else is a label as it stands. */
export function expandLabel(label: string): readonly string[] | undefined {
  const bounds = range.exec(label);
  if (bounds === null) return label.includes('..') || label === '' ? undefined : [label];
  const [from, to] = [Number(bounds[1]), Number(bounds[2])];
  const count = Math.abs(to - from) + 1;
  if (count > rowSeatsMax) return undefined;
  return Array.from({ length: count }, (_, at) => String(from < to ? from + at : from - at));
}

export function toHallRows({ sections }: Plan): readonly HallRow[] {
  return sections.flatMap(({ name: section, rows }) =>
    rows.map(({ name: row, seats }) => ({
      key: `${section}/${row}`,
      section,
      row,
      labels: seats.flatMap((seat) => expandLabel(seat) ?? []),
    })),
  );
}

export interface ReadSeats {
  readonly seats: readonly string[];
  /** Lines that say no seats. */
  readonly unclear: readonly string[];
}

/** A line or comma each: `Stalls/A-1..40`, `Balcony/B-7`. Each seat once, as written first. */
export function readSeats(text: string): ReadSeats {
  const seats = new Set<string>();
  const unclear: string[] = [];
  for (const part of text.split(/[\n,;]+/)) {
    const given = part.trim();
    if (given === '') continue;
    const at = given.lastIndexOf('-');
    const labels = at < 1 ? undefined : expandLabel(given.slice(at + 1));
    if (labels === undefined) unclear.push(given);
    else for (const label of labels) seats.add(`${given.slice(0, at)}-${label}`);
  }
  return { seats: [...seats], unclear };
}

/** Seats as short as they can be said: neighbours in a row, in the order given, become ranges. */
export function writeSeats(seats: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let run: { row: string; from: number; to: number; step: number } | undefined;
  const close = () => {
    if (run !== undefined) lines.push(`${run.row}-${run.from === run.to ? run.from : `${run.from}..${run.to}`}`);
    run = undefined;
  };
  for (const seat of seats) {
    const at = seat.lastIndexOf('-');
    const [row, label] = [seat.slice(0, at), seat.slice(at + 1)];
    if (!/^(0|[1-9]\d{0,6})$/.test(label)) {
      close();
      lines.push(seat);
      continue;
    }
    const number = Number(label);
    const step = run?.row === row ? number - run.to : 0;
    if (run !== undefined && Math.abs(step) === 1 && (run.step === 0 || run.step === step)) {
      run = { ...run, to: number, step };
    } else {
      close();
      run = { row, from: number, to: number, step: 0 };
    }
  }
  close();
  return lines;
}

/** Which tier has which seats, by tier, as the texts of a form. */
export type SeatTexts = readonly string[];

/**
 * Gives whole rows to one tier (by its place in the list), or to none; the others lose what they had there. Seats stand in the order of
 * the plan, those it does not have after them.
 */
export function assignRows(
  texts: SeatTexts,
  {
    rows,
    keys,
    tier,
  }: { readonly rows: readonly HallRow[]; readonly keys: ReadonlySet<string>; readonly tier: number | undefined },
): SeatTexts {
  const given = rows.filter(({ key }) => keys.has(key)).flatMap(seatsOfRow);
  const taken = new Set(given);
  const place = new Map(rows.flatMap(seatsOfRow).map((seat, at) => [seat, at]));
  return texts.map((text, at) => {
    const kept = readSeats(text).seats.filter((seat) => !taken.has(seat));
    const all = at === tier ? [...kept, ...given] : kept;
    const ordered = all.toSorted((one, other) => (place.get(one) ?? Infinity) - (place.get(other) ?? Infinity) || 0);
    return writeSeats(ordered).join('\n');
  });
}

export const seatsOfRow = ({ key, labels }: HallRow): readonly string[] => labels.map((label) => `${key}-${label}`);

/** For each row: the tier that has all of it, `none` if none has any, `mixed` otherwise. */
export function rowTiers(texts: SeatTexts, rows: readonly HallRow[]): ReadonlyMap<string, number | 'none' | 'mixed'> {
  const tierOf = new Map<string, number>();
  for (const [tier, text] of texts.entries()) for (const seat of readSeats(text).seats) tierOf.set(seat, tier);
  return new Map(
    rows.map((row) => {
      const found = new Set(seatsOfRow(row).map((seat) => tierOf.get(seat)));
      const [only] = found;
      return [row.key, found.size > 1 ? 'mixed' : (only ?? 'none')];
    }),
  );
}

/** Sections that are called the same up to a number or a letter (`Stalls 1`, `Stalls 2`), and are mostly sold alike. */
export interface SectionGroup {
  readonly name: string;
  readonly sections: readonly { readonly name: string; readonly rows: readonly HallRow[] }[];
}

/** In the order of the plan. */
export function toSectionGroups(rows: readonly HallRow[]): readonly SectionGroup[] {
  const sections = [...Map.groupBy(rows, ({ section }) => section)].map(([name, ofSection]) => ({
    name,
    rows: ofSection,
  }));
  const groups = Map.groupBy(sections, ({ name }) => name.replace(/[\s_-]*(\d+|\b\p{L})$/u, '').trim() || name);
  return [...groups].map(([name, ofGroup]) => ({
    name: ofGroup.length === 1 ? (ofGroup[0]?.name ?? name) : name,
    sections: ofGroup,
  }));
}
