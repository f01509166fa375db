/** Rows in the order of when their first show starts, so that the soonest are found without looking at the rest. */
export interface TimeOrder {
  /** The row is new, or starts at another time; what it was before is skipped from now on. */
  add(row: number): void;
  /** All rows that are used, in pieces, in order; none of a piece, nor of later ones, starts before its `from`. */
  pieces(): Iterable<{ readonly rows: Uint32Array; readonly from: number }>;
}

export interface TimeOrderOptions {
  readonly startOf: (row: number) => number;
  readonly isUsed: (row: number) => boolean;
}

const pieceRows = 2_048;

/**
 * A sorted array and a short list of what came since. Sorting is put off until somebody looks, and costs one pass over the array:
 * some milliseconds for a million events.
 */
export function createTimeOrder({ startOf, isUsed }: TimeOrderOptions): TimeOrder {
  let rows = new Uint32Array();
  /** What the rows were sorted by. */
  let starts = new Float64Array();
  let added = new Set<number>();

  function merge(): void {
    const fresh = Uint32Array.from([...added].filter(isUsed)).sort((a, b) => startOf(a) - startOf(b));
    const nextRows = new Uint32Array(rows.length + fresh.length);
    const nextStarts = new Float64Array(nextRows.length);
    let end = 0;
    const push = (row: number, start: number) => {
      nextRows[end] = row;
      nextStarts[end] = start;
      end += 1;
    };
    let at = 0;
    for (const row of fresh) {
      const start = startOf(row);
      for (; at < rows.length && (starts[at] ?? 0) <= start; at += 1) keep(at);
      push(row, start);
    }
    for (; at < rows.length; at += 1) keep(at);
    [rows, starts, added] = [nextRows.subarray(0, end), nextStarts.subarray(0, end), new Set()];

    function keep(old: number): void {
      const row = rows[old] ?? 0;
      if (isUsed(row) && !added.has(row)) push(row, starts[old] ?? 0);
    }
  }

  return {
    add: (row) => void added.add(row),
    *pieces() {
      if (added.size > 0) merge();
      for (let from = 0; from < rows.length; from += pieceRows) {
        yield { rows: rows.subarray(from, from + pieceRows), from: starts[from] ?? 0 };
      }
    },
  };
}
