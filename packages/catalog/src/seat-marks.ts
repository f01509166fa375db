import { invalid, type Refusal } from './refusals.ts';
import { badLabels, compactLabels, expandLabels } from './seat-labels.ts';

const seatMarks = ['accessible', 'companion', 'restricted'] as const;
export type SeatMark = (typeof seatMarks)[number];

/** Seats of one row by what is to be known of them. Labels are compact (`1..40`); nothing of it binds the sale. */
export type RowMarks = { readonly [Mark in SeatMark]?: readonly string[] };

/** Checks marks against the row's seats, written out, and makes their labels compact. `field` is where they were given. */
export function readMarks(
  given: RowMarks,
  rowLabels: readonly string[],
  field: string,
): { readonly marks: RowMarks } | Refusal {
  const seats = new Set(rowLabels);
  const marked: Record<SeatMark, Set<string>> = { accessible: new Set(), companion: new Set(), restricted: new Set() };
  for (const mark of seatMarks) {
    for (const [index, label] of (given[mark] ?? []).entries()) {
      const labels = expandLabels([label]);
      if (labels === undefined) return invalid(`${field}/${mark}/${index}`, badLabels);
      for (const seat of labels) {
        const wrong = whyNot(seat, mark, { seats, marked });
        if (wrong !== undefined) return invalid(`${field}/${mark}/${index}`, wrong);
        marked[mark].add(seat);
      }
    }
  }
  const read = seatMarks
    .filter((mark) => marked[mark].size > 0)
    .map((mark) => [mark, compactLabels([...marked[mark]])]);
  return { marks: Object.fromEntries(read) as RowMarks };
}

interface Row {
  readonly seats: ReadonlySet<string>;
  readonly marked: Readonly<Record<SeatMark, ReadonlySet<string>>>;
}

function whyNot(seat: string, mark: SeatMark, { seats, marked }: Row): string | undefined {
  if (!seats.has(seat)) return `the row has no seat ${seat}`;
  if (marked[mark].has(seat)) return `the list has the seat ${seat} twice`;
  if (mark === 'companion' && marked.accessible.has(seat)) return `the seat ${seat} is marked accessible too`;
  return undefined;
}

/** The marks of each seat that has any, in the order of `seatMarks`. */
export function marksBySeat(marks: RowMarks): ReadonlyMap<string, readonly SeatMark[]> {
  const found = new Map<string, SeatMark[]>();
  for (const mark of seatMarks) {
    for (const seat of expandLabels(marks[mark] ?? []) ?? []) {
      const known = found.get(seat);
      if (known === undefined) found.set(seat, [mark]);
      else known.push(mark);
    }
  }
  return found;
}
