import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@myevents/contracts';
import type { Measure, MeasureContext } from '../measure.ts';
import { readAvailability } from '../product/catalogue.ts';
import { readUsage } from '../product/process-usage.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { median, type Row } from '../report/row.ts';
import { newHold, type Sale } from '../sale/create-sale.ts';
import { openStoreFiller } from '../sale/fill-store.ts';
import { createFullShow, openTier } from '../sale/full-show.ts';

const holdsPerRound = 2_000;
const ruleRoundsFull = 9;
const ruleRoundsQuick = 5;
/** Not counted: the compiler is still warming up. */
const ruleRoundsFirst = 2;
const connections = 16;

/** (d) Whether a hold costs the same in a small and in a large show. */
export const measureCostPerHold: Measure = {
  letter: 'd',
  about: 'cost of a hold in shows of 100, 10,000 and 100,000 tickets with as many holds and waiters',
  async run(context) {
    const sizes = context.options.isQuick ? [100, 1_000, 10_000] : [100, 10_000, 100_000];
    return [...(await measureRules(context, sizes)), ...(await measureService(context, sizes))];
  },
};

/** The rules alone: deciding and applying a hold and its release, each in a commit of its own. */
async function measureRules({ options, quiet, progress }: MeasureContext, sizes: readonly number[]): Promise<Row[]> {
  const now = Date.now();
  const sales: { readonly size: number; readonly sale: Sale; readonly costsUs: number[] }[] = [];
  for (const size of sizes) {
    const sale = await createFullShow({ showId: newId('show'), eventId: newId('event'), size, now });
    sales.push({ size, sale, costsUs: [] });
  }
  // Size after size in every round, so that neither the compiler's warming up nor a noisy neighbour meets one size alone.
  for (let round = 0; round < (options.isQuick ? ruleRoundsQuick : ruleRoundsFull); round += 1) {
    const costs = await quiet.run(async () => sales.map(({ sale }) => timeHolds(sale, now)));
    for (const [index, { costsUs }] of sales.entries()) costsUs.push(costs[index] ?? 0);
  }
  progress('the rules alone are measured');
  const costs = sales.map(({ size, costsUs }) => ({ size, us: median(costsUs.slice(ruleRoundsFirst)) }));
  return compareSizes('rules alone, hold + release in a full tier', costs);
}

function timeHolds({ commit }: Sale, now: number): number {
  const holds = Array.from({ length: holdsPerRound }, (_, number) => newHold(now, 'busy', 1 + (number % 3)));
  const startedAt = performance.now();
  for (const hold of holds) {
    commit(hold);
    commit({ type: 'EndBooking', now, bookingId: hold.booking.bookingId });
  }
  return ((performance.now() - startedAt) * 1000) / holdsPerRound;
}

interface ServedShow {
  readonly size: number;
  readonly showId: string;
}

interface Served {
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** The whole product on such shows, which it finds in its log: holds over HTTP in a tier where tickets are to be had. */
async function measureService(context: MeasureContext, sizes: readonly number[]): Promise<Row[]> {
  const { folder, options, quiet, progress } = context;
  const home = join(folder, 'full-shows');
  await mkdir(home);
  const shows = await writeFullShows(home, sizes);
  progress('full shows are written');
  const logMs = await timeFirstReads(home, shows); // and stores snapshots when it stops
  await using product = await startProduct({ folder: home });
  const snapshotMs = await readEach(product, shows);
  const [smallest] = shows;
  if (smallest) await serveHolds(context, { product, show: smallest }); // warms up the compiler
  const measured = shows.map((show) => ({ show, rounds: [] as Served[] }));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const { show, rounds } of measured) {
      const served = await quiet.run(() => serveHolds(context, { product, show }));
      rounds.push(served);
      progress(
        `${show.size} tickets: ${Math.round(served.perSecond)} holds/s, CPU ${Math.round(served.cpuUs)} µs a hold`,
      );
    }
  }
  const middle = (rounds: readonly Served[], figure: keyof Served) => median(rounds.map((round) => round[figure]));
  const costs = measured.map(({ show, rounds }, index) => ({
    size: show.size,
    us: middle(rounds, 'cpuUs'),
    note: `CPU of the product; ${Math.round(middle(rounds, 'perSecond'))}/s, p99 ${middle(rounds, 'p99Ms').toFixed(1)} ms; first read ${Math.round(logMs[index] ?? 0)} ms from the log, ${Math.round(snapshotMs[index] ?? 0)} ms from a snapshot`,
  }));
  return compareSizes('through the product, hold', costs);
}

async function timeFirstReads(home: string, shows: readonly ServedShow[]): Promise<readonly number[]> {
  await using product = await startProduct({ folder: home });
  return await readEach(product, shows);
}

/** How long the first reader of each waits: the show is loaded for it. */
async function readEach({ port }: Product, shows: readonly ServedShow[]): Promise<readonly number[]> {
  const readMs: number[] = [];
  for (const { showId } of shows) {
    const startedAt = performance.now();
    await readAvailability(port, showId);
    readMs.push(performance.now() - startedAt);
  }
  return readMs;
}

async function writeFullShows(home: string, sizes: readonly number[]): Promise<readonly ServedShow[]> {
  await using filler = await openStoreFiller(join(home, 'data'));
  const now = Date.now();
  const shows = sizes.map((size) => ({ size, showId: newId('show') }));
  for (const show of shows) await createFullShow({ ...show, eventId: newId('event'), now, ...filler });
  return shows;
}

async function serveHolds(
  { client, options }: MeasureContext,
  { product, show }: { readonly product: Product; readonly show: ServedShow },
): Promise<Served> {
  const before = readUsage(product.pid)?.cpuSeconds ?? 0;
  const result = await client.runOne({
    host: product.host,
    port: product.port,
    connections,
    requests: { kind: 'hold', showIds: [show.showId], tier: openTier, prefix: crypto.randomUUID() },
    warmUpMs: 500,
    durationMs: options.seconds * 1000,
  });
  const cpuSeconds = (readUsage(product.pid)?.cpuSeconds ?? 0) - before;
  return {
    cpuUs: (cpuSeconds * 1e6) / (result.byStatus['201'] ?? 1),
    perSecond: result.perSecond,
    p99Ms: result.latency.p99Ms,
  };
}

interface SizeCost {
  readonly size: number;
  readonly us: number;
  readonly note?: string;
}

/** Each size against the smallest. */
function compareSizes(what: string, costs: readonly SizeCost[]): Row[] {
  const smallest = costs[0]?.us ?? 0;
  return costs.map(({ size, us, note }, index) => ({
    measure: 'd',
    what: `${what}, ${size.toLocaleString('en')} tickets`,
    value: us,
    unit: 'µs',
    ...(index === 0
      ? {}
      : { baseline: smallest, ratio: us / smallest, target: { of: 'ratio', is: 'at most', limit: 1.5 } as const }),
    ...(note === undefined ? {} : { note }),
  }));
}
