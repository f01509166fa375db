import { limits, type RowMarks, type SeatMark, seatMarks } from './plan-parts.ts';

const range = /^(0|[1-9]\d{0,6})\.\.(0|[1-9]\d{0,6})$/;

/** `1..40` stands for 1 to 40, `40..1` for the same from the other side. Undefined if a label has `..` and is no such range, or there are too many. */
export function expandLabels(labels: readonly string[]): readonly string[] | undefined {
  const expanded: string[] = [];
  for (const label of labels) {
    const [, from, to] = range.exec(label) ?? [];
    if (from === undefined || to === undefined) {
      if (label.includes('..')) return undefined;
      expanded.push(label);
    } else {
      const [first, last] = [Number(from), Number(to)];
      if (Math.abs(last - first) >= limits.rowSeats - expanded.length) return undefined;
      const step = first <= last ? 1 : -1;
      for (let number = first; number !== last + step; number += step) expanded.push(String(number));
    }
    if (expanded.length > limits.rowSeats) return undefined;
  }
  return expanded;
}

/** The seats of a row one by one; none where they cannot be read. */
export const seatsOf = ({ seats }: { readonly seats: readonly string[] }): readonly string[] =>
  expandLabels(seats) ?? [];

/** The shortest way to say the same labels: three or more numbers in a row become a range. */
export function compactLabels(labels: readonly string[]): string[] {
  const compact: string[] = [];
  for (let from = 0; from < labels.length; ) {
    const length = runLength(labels, from);
    if (length >= 3) compact.push(`${labels[from]}..${labels[from + length - 1]}`);
    else compact.push(...labels.slice(from, from + length));
    from += length;
  }
  return compact;
}

function runLength(labels: readonly string[], from: number): number {
  const [first, second] = [numberOf(labels[from]), numberOf(labels[from + 1])];
  if (first === undefined || second === undefined || Math.abs(second - first) !== 1) return 1;
  let length = 2;
  while (numberOf(labels[from + length]) === first + length * (second - first)) length += 1;
  return length;
}

function numberOf(label: string | undefined): number | undefined {
  return label !== undefined && /^(0|[1-9]\d{0,6})$/.test(label) ? Number(label) : undefined;
}

/** By label, the marks of a row. */
export function marksByLabel(marks: RowMarks | undefined): ReadonlyMap<string, ReadonlySet<SeatMark>> {
  const found = new Map<string, Set<SeatMark>>();
  for (const mark of seatMarks) {
    for (const label of expandLabels(marks?.[mark] ?? []) ?? []) {
      const known = found.get(label);
      if (known === undefined) found.set(label, new Set([mark]));
      else known.add(mark);
    }
  }
  return found;
}

/** The other way round: labels in the order of the row; undefined where no seat has any. */
export function toRowMarks(
  labels: readonly string[],
  marksOf: (label: string) => ReadonlySet<SeatMark> | undefined,
): RowMarks | undefined {
  const given = seatMarks
    .map((mark) => [mark, compactLabels(labels.filter((label) => marksOf(label)?.has(mark) === true))] as const)
    .filter(([, marked]) => marked.length > 0);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as RowMarks);
}
