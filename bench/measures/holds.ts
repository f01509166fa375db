import { join } from 'node:path';
import { countStoredRows, type StoredRows } from '../baseline/raw-sqlite.ts';
import { LoadError } from '../load/start-client.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { makeCatalogue, readTakenTickets, tier } from '../product/catalogue.ts';
import { readMetrics, sumOf } from '../product/metrics.ts';
import { readUsage } from '../product/process-usage.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import type { Row } from '../report/row.ts';
import { compareToRaw, type HoldRound, type HoldRun, toHoldRow } from './hold-round.ts';
import { runHoldsInProcess } from './holds-in-process.ts';

const connections = 64;
const manyShows = 100;
const capacity = 1_000_000;

interface Layout {
  readonly what: string;
  run(): Promise<HoldRun>;
  readonly rounds: HoldRound[];
}

/** (b) Holds that are on the disk when they are answered. */
export const measureHolds: Measure = {
  letter: 'b',
  about: 'durable holds per second, as a ratio to the same rows appended raw to SQLite in the same batches',
  async run(context) {
    const { options, folder, quiet, progress } = context;
    await using product = await startProduct({ folder });
    const { showIds } = await makeCatalogue({ port: product.port, shows: manyShows + 1, capacity });
    const overHttp = (what: string, showIds: readonly string[]): Layout => ({
      what: `holds over HTTP, ${what}, ${connections} connections`,
      run: () => runOverHttp(context, { product, showIds }),
      rounds: [],
    });
    const inProcess = (what: string, shows: number): Layout => ({
      what: `holds inside the process, ${what}, ${connections} callers`,
      run: () =>
        runHoldsInProcess({
          folder: join(folder, crypto.randomUUID()),
          shows,
          callers: connections,
          seconds: options.seconds,
        }),
      rounds: [],
    });
    const layouts = [
      overHttp('one show', showIds.slice(0, 1)),
      overHttp(`${manyShows} shows`, showIds.slice(1)),
      inProcess('one show', 1),
      inProcess(`${manyShows} shows`, manyShows),
    ];
    for (let round = 0; round < options.rounds; round += 1) {
      for (const { what, run, rounds } of layouts) {
        const measured = await quiet.run(async () => compareToRaw(folder, await run()));
        rounds.push(measured);
        progress(`${what}: ${Math.round(measured.perSecond)}/s, raw ${Math.round(measured.rawPerSecond)}/s`);
      }
    }
    return layouts.map(({ what, rounds }): Row => toHoldRow(what, rounds));
  },
};

interface RoundOptions {
  readonly product: Product;
  readonly showIds: readonly string[];
}

/** @throws LoadError also where tickets that were acknowledged are not held, or others are. */
async function runOverHttp(context: MeasureContext, { product, showIds }: RoundOptions): Promise<HoldRun> {
  const { client, options, folder } = context;
  const takenBefore = await readTakenTickets(product.port, showIds);
  const before = await readState(product, folder);
  const result = await client.runOne({
    host: product.host,
    port: product.port,
    connections,
    requests: { kind: 'hold', showIds, tier, prefix: crypto.randomUUID() },
    warmUpMs: 1_000,
    durationMs: options.seconds * 1000,
  });
  const after = await readState(product, folder);
  const taken = (await readTakenTickets(product.port, showIds)) - takenBefore;
  if (taken !== result.ticketsAccepted) {
    throw new LoadError(`${result.ticketsAccepted} tickets were acknowledged, but ${taken} are held`);
  }
  return {
    holds: result.byStatus['201'] ?? 0,
    perSecond: result.perSecond,
    latency: result.latency,
    rows: after.rows - before.rows,
    bytes: after.bytes - before.bytes,
    appends: after.appends - before.appends,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
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
    cpuSeconds: readUsage(pid)?.cpuSeconds ?? 0,
  };
}
