import { measureRawAppends } from '../baseline/raw-sqlite.ts';
import type { LatencySummary } from '../load/histogram.ts';
import { median, type Row } from '../report/row.ts';

/** What a round of holds did, wherever it was run. */
export interface HoldRun {
  readonly holds: number;
  readonly perSecond: number;
  readonly latency: LatencySummary;
  /** What the store has more than before, indexes not counted. */
  readonly rows: number;
  readonly bytes: number;
  readonly appends: number;
  readonly cpuSeconds: number;
}

/** A round beside what raw SQLite made of the same rows right after it. */
export interface HoldRound extends HoldRun {
  /** Counted in holds. */
  readonly rawPerSecond: number;
}

/** Enough to tell how fast the disk is. */
const rawRowsMax = 100_000;

export function compareToRaw(folder: string, run: HoldRun): HoldRound {
  const { holds, rows, bytes, appends } = run;
  const rawRowsPerSecond = measureRawAppends({
    folder,
    rows: Math.min(rows, rawRowsMax),
    bytesPerRow: bytes / rows,
    rowsPerBatch: rows / appends,
  });
  return { ...run, rawPerSecond: rawRowsPerSecond / (rows / holds) };
}

export function toHoldRow(what: string, rounds: readonly HoldRound[]): Row {
  const middle = (figure: (round: HoldRound) => number) => median(rounds.map(figure));
  const p50Ms = middle(({ latency }) => latency.p50Ms);
  const p99Ms = middle(({ latency }) => latency.p99Ms);
  const rowsPerHold = middle(({ rows, holds }) => rows / holds);
  const holdsPerAppend = middle(({ holds, appends }) => holds / appends);
  const cpuUs = middle(({ cpuSeconds, holds }) => (cpuSeconds * 1e6) / holds);
  return {
    measure: 'b',
    what,
    value: middle(({ perSecond }) => perSecond),
    unit: '/s',
    baseline: middle(({ rawPerSecond }) => rawPerSecond),
    ratio: middle(({ perSecond, rawPerSecond }) => perSecond / rawPerSecond),
    target: { of: 'value', is: 'at least', limit: 5_000 },
    note: [
      `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
      `${rowsPerHold.toFixed(1)} rows a hold, ${holdsPerAppend.toFixed(0)} holds an fsync`,
      `CPU ${cpuUs.toFixed(0)} µs a hold`,
    ].join('; '),
    details: { rounds },
  };
}
