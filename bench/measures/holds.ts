import { join } from 'node:path';
import { countStoredRows, measureRawAppends, type StoredRows } from '../baseline/raw-sqlite.ts';
import { LoadError } from '../load/start-client.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { makeCatalogue, readTakenTickets, tier } from '../product/catalogue.ts';
import { readMetrics, sumOf } from '../product/metrics.ts';
import { readCpuSeconds } from '../product/process-usage.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { median, type Row } from '../report/row.ts';

const connections = 64;
const manyShows = 100;
const capacity = 1_000_000;
/** Enough to tell how fast the disk is. */
const rawRowsMax = 100_000;

/** (b) Holds that are on the disk when they are answered. */
export const measureHolds: Measure = {
  letter: 'b',
  about: 'durable holds per second, as a ratio to the same rows appended raw to SQLite in the same batches',
  async run(context) {
    await using product = await startProduct({ folder: context.folder });
    const { showIds } = await makeCatalogue({ port: product.port, shows: manyShows + 1, capacity });
    const layouts = [
      { what: `holds over HTTP, one show, ${connections} connections`, showIds: showIds.slice(0, 1) },
      { what: `holds over HTTP, ${manyShows} shows, ${connections} connections`, showIds: showIds.slice(1) },
    ].map((layout) => ({ ...layout, rounds: [] as HoldRound[] }));
    for (let round = 0; round < context.options.rounds; round += 1) {
      for (const { what, showIds, rounds } of layouts) {
        const measured = await runRound(context, { product, showIds, prefix: `b${round}-${showIds.length}` });
        rounds.push(measured);
        context.progress(`${what}: ${Math.round(measured.perSecond)}/s, raw ${Math.round(measured.rawPerSecond)}/s`);
      }
    }
    return layouts.map(({ what, rounds }) => toRow(what, rounds));
  },
};

interface HoldRound {
  readonly perSecond: number;
  /** What raw SQLite could store of the same rows, counted in holds. */
  readonly rawPerSecond: number;
  readonly rowsPerHold: number;
  readonly holdsPerBatch: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the product's process, per hold. */
  readonly cpuUs: number;
}

interface RoundOptions {
  readonly product: Product;
  readonly showIds: readonly string[];
  readonly prefix: string;
}

async function runRound(context: MeasureContext, { product, showIds, prefix }: RoundOptions): Promise<HoldRound> {
  const { client, options, folder } = context;
  const before = await readState(product, folder);
  const takenBefore = await readTakenTickets(product.port, showIds);
  const result = await client.runOne({
    host: product.host,
    port: product.port,
    connections,
    requests: { kind: 'hold', showIds, tier, prefix },
    warmUpMs: 1_000,
    durationMs: options.seconds * 1000,
  });
  const taken = (await readTakenTickets(product.port, showIds)) - takenBefore;
  if (taken !== result.ticketsAccepted) {
    throw new LoadError(`${result.ticketsAccepted} tickets were acknowledged, but ${taken} are held`);
  }
  const after = await readState(product, folder);
  const holds = result.byStatus['201'] ?? 0;
  const rows = after.rows - before.rows;
  const batches = Math.max(1, after.appends - before.appends);
  const rawRowsPerSecond = measureRawAppends({
    folder,
    rows: Math.min(rows, rawRowsMax),
    bytesPerRow: (after.bytes - before.bytes) / rows,
    rowsPerBatch: rows / batches,
  });
  return {
    perSecond: result.perSecond,
    rawPerSecond: rawRowsPerSecond / (rows / holds),
    rowsPerHold: rows / holds,
    holdsPerBatch: holds / batches,
    p50Ms: result.latency.p50Ms,
    p99Ms: result.latency.p99Ms,
    cpuUs: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / holds,
  };
}

interface State extends StoredRows {
  readonly appends: number;
  readonly cpuSeconds: number;
}

async function readState({ port, pid }: Product, folder: string): Promise<State> {
  return {
    ...countStoredRows(join(folder, 'data', 'bookings.sqlite')),
    appends: sumOf(await readMetrics(port), 'myevents_append_commits_count'),
    cpuSeconds: readCpuSeconds(pid) ?? 0,
  };
}

function toRow(what: string, rounds: readonly HoldRound[]): Row {
  const middle = (figure: keyof HoldRound) => median(rounds.map((round) => round[figure]));
  return {
    measure: 'b',
    what,
    value: middle('perSecond'),
    unit: '/s',
    baseline: middle('rawPerSecond'),
    ratio: median(rounds.map(({ perSecond, rawPerSecond }) => perSecond / rawPerSecond)),
    target: { of: 'value', is: 'at least', limit: 5_000 },
    note: [
      `p50 ${middle('p50Ms').toFixed(1)} ms, p99 ${middle('p99Ms').toFixed(1)} ms`,
      `${middle('rowsPerHold').toFixed(1)} rows a hold, ${middle('holdsPerBatch').toFixed(0)} holds a fsync`,
      `CPU ${middle('cpuUs').toFixed(0)} µs a hold`,
    ].join('; '),
  };
}
