import { type Columns, noShowAt } from './columns.ts';

/** Rows in the order of when their first show starts, so that the soonest are found without looking at the rest. */
export interface TimeOrder {
  /** The row is new, or has other times; what it was before is forgotten. */
  add(row: number): void;
  /**
   * Rows in pieces, in order: all that have a show in the time asked for, and some that have not. None of a piece, nor of later ones
   * of the same run, starts before its `from`.
   */
  pieces(time: { readonly from: number; readonly until: number }): Iterable<Piece>;
}

export interface Piece {
  readonly rows: Uint32Array;
  readonly from: number;
  /** 0 for long runs, which come first, 1 for the others. */
  readonly run: number;
}

const pieceRows = 1_024;
/** Who plays longer than this stands apart: among short ones it would keep a piece from being passed over. */
const longMs = 45 * 24 * 60 * 60_000;

export function createTimeOrder(columns: Columns): TimeOrder {
  const isLong = (row: number) => {
    const end = columns.lastEndOf(row);
    return end !== noShowAt && end - columns.startOf(row) > longMs;
  };
  const runs = [
    createRun(columns, (row) => columns.isUsed(row) && isLong(row)),
    createRun(columns, (row) => columns.isUsed(row) && !isLong(row)),
  ];
  return {
    add(row) {
      for (const run of runs) run.add(row);
    },
    *pieces(time) {
      for (const [index, run] of runs.entries()) {
        for (const { rows, from } of run.pieces(time)) yield { rows, from, run: index };
      }
    },
  };
}

/**
 * A sorted array and a list of what came since. Sorting is put off until somebody looks, and costs one pass over the array: some
 * milliseconds for a million events.
 */
function createRun(
  columns: Columns,
  isMember: (row: number) => boolean,
): Pick<TimeOrder, 'add'> & {
  pieces(time: { readonly from: number; readonly until: number }): Iterable<Omit<Piece, 'run'>>;
} {
  const { startOf, lastEndOf } = columns;
  let rows = new Uint32Array();
  /** What the rows were sorted by. */
  let starts = new Float64Array();
  /** When the last show of each piece ends. */
  let ends = new Float64Array();
  let added = new Set<number>();

  function merge(): void {
    const fresh = Uint32Array.from([...added].filter(isMember)).sort((a, b) => startOf(a) - startOf(b));
    const nextRows = new Uint32Array(rows.length + fresh.length);
    const nextStarts = new Float64Array(nextRows.length);
    let end = 0;
    let at = 0;
    const push = (row: number, start: number) => {
      nextRows[end] = row;
      nextStarts[end] = start;
      end += 1;
    };
    const keepUntil = (start: number) => {
      for (; at < rows.length && (starts[at] ?? 0) <= start; at += 1) {
        const row = rows[at] ?? 0;
        if (!added.has(row) && columns.isUsed(row)) push(row, starts[at] ?? 0);
      }
    };
    for (const row of fresh) {
      keepUntil(startOf(row));
      push(row, startOf(row));
    }
    keepUntil(Number.POSITIVE_INFINITY);
    [rows, starts, added] = [nextRows.slice(0, end), nextStarts.slice(0, end), new Set()];
    ends = Float64Array.from({ length: Math.ceil(end / pieceRows) }, (_, piece) =>
      rows
        .subarray(piece * pieceRows, (piece + 1) * pieceRows)
        .reduce((last, row) => Math.max(last, lastEndOf(row)), Number.NEGATIVE_INFINITY),
    );
  }

  return {
    add: (row) => void added.add(row),
    *pieces({ from, until }) {
      if (added.size > 0) merge();
      for (const [piece, end] of ends.entries()) {
        const at = piece * pieceRows;
        const start = starts[at] ?? 0;
        if (start > until) return;
        if (end > from) yield { rows: rows.subarray(at, at + pieceRows), from: start };
      }
    },
  };
}
