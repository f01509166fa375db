/** The most seats one hall's plan, or one show's tiers together, may hold. */
export const seatsMax = 200_000;
/** The most seats a row may hold. */
export const rowSeatsMax = 5_000;
/** Said where `expandLabels` has no answer. */
export const badLabels = `a range of seats is written like 1..40, and a row holds at most ${rowSeatsMax} seats`;

const range = /^(0|[1-9]\d{0,6})\.\.(0|[1-9]\d{0,6})$/;

/**
 * Writes out seat labels: `1..40` stands for 1 to 40, `40..1` for the same seats counted from the other side. Undefined if
 * a label has `..` in it and is no such range, or if there are more than `labelsMax`.
 */
export function expandLabels(labels: readonly string[], labelsMax = rowSeatsMax): string[] | undefined {
  const expanded: string[] = [];
  for (const label of labels) {
    const bounds = range.exec(label);
    if (bounds === null) {
      if (label.includes('..')) return undefined;
      expanded.push(label);
    } else {
      const [first, last] = [Number(bounds[1]), Number(bounds[2])];
      if (Math.abs(last - first) >= labelsMax - expanded.length) return undefined;
      const step = first <= last ? 1 : -1;
      for (let number = first; number !== last + step; number += step) expanded.push(String(number));
    }
    if (expanded.length > labelsMax) return undefined;
  }
  return expanded;
}

/** The shortest way to say the same labels: three or more numbers in a row become a range. `expandLabels` takes it back. */
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

/** How many labels from here on count up, or down, by one. */
function runLength(labels: readonly string[], from: number): number {
  const first = numberOf(labels[from]);
  const second = numberOf(labels[from + 1]);
  if (first === undefined || second === undefined || Math.abs(second - first) !== 1) return 1;
  let length = 2;
  while (numberOf(labels[from + length]) === first + length * (second - first)) length += 1;
  return length;
}

function numberOf(label: string | undefined): number | undefined {
  return label !== undefined && /^(0|[1-9]\d{0,6})$/.test(label) ? Number(label) : undefined;
}

/** A seat's id is `<row key>-<label>`; a label has no `-`, a row's key may. */
export function splitSeatId(seat: string): { readonly row: string; readonly label: string } {
  const at = seat.lastIndexOf('-');
  return { row: seat.slice(0, at), label: seat.slice(at + 1) };
}
