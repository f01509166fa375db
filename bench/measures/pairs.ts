import { setTimeout as pause } from 'node:timers/promises';
import { bookingServiceCollections } from '@myevents/booking-service';
import type { Commit } from '@myevents/ports';
import { openStores } from '../../apps/cli/src/engines.ts';
import { type Cluster, startCluster } from '../../test/support/cluster.ts';
import { takeEngines } from '../../test/support/pairs.ts';
import type { ServerProcess } from '../../test/support/server-process.ts';
import type { LatencySummary } from '../load/histogram.ts';
import { LoadError } from '../load/start-client.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { openRawEngine } from '../pairs/raw-engine.ts';
import { type Catalogue, makeCatalogue, readTakenTickets, tier } from '../product/catalogue.ts';
import { readMetrics, sumOf } from '../product/metrics.ts';
import { median, type Row } from '../report/row.ts';

const connections = 64;
const manyShows = 100;
const capacity = 1_000_000;
const seenWithinMs = 5_000;
/** Enough to tell how fast the engine is. */
const rawCommitsMax = 5_000;

interface Round {
  readonly perSecond: number;
  readonly latency: LatencySummary;
  /** Of all answers: 503, try again. */
  readonly busyShare: number;
  readonly holdsPerCommit: number;
  readonly commitsPerAppend: number;
  /** Counted in holds. */
  readonly rawPerSecond: number;
}

interface Layout {
  readonly what: string;
  readonly showIds: readonly string[];
  /** Where the load goes: the gateway, or the booking processes themselves by turns, each of them on every show. */
  readonly doors: readonly ServerProcess[];
  /** Without the gateway's affinity: now and then a process is beaten to every commit, and says so. */
  readonly isContended?: boolean;
}

/** (g) The same sale on shared engines and separate processes. Measured only with `--store` and `--bus`. */
export const measurePairs: Measure = {
  letter: 'g',
  about: 'durable holds per second on --store and --bus, with one and with two Booking Service processes',
  async run(context) {
    const { store, bus } = context.options;
    if (store === undefined || bus === undefined) return [];
    const rows: Row[] = [];
    for (const bookings of [1, 2]) rows.push(...(await measureCluster(context, { store, bus, bookings })));
    return rows;
  },
};

interface PairOptions {
  readonly store: string;
  readonly bus: string;
  readonly bookings: number;
}

async function measureCluster(context: MeasureContext, { store, bus, bookings }: PairOptions): Promise<readonly Row[]> {
  await using place = takeEngines({ STORE_URL: store, BUS_URL: bus });
  const settings = { ...place.settings };
  await using cluster = await startCluster({ settings, size: { gateways: 1, events: 1, bookings } });
  const gateways = cluster.gateways.slice(0, 1);
  const catalogue = await makeCatalogue({ port: portOf(gateways[0]), shows: manyShows + 1, capacity });
  const one = catalogue.showIds.slice(0, 1);
  const through = `${bookings} booking process${bookings > 1 ? 'es' : ''}`;
  const layouts: Layout[] = [
    { what: `one show, ${through}`, showIds: one, doors: gateways },
    { what: `${manyShows} shows, ${through}`, showIds: catalogue.showIds.slice(1), doors: gateways },
  ];
  if (bookings > 1)
    layouts.push({ what: `one show, ${through} at once`, showIds: one, doors: cluster.bookings, isContended: true });
  const rows: Row[] = [];
  for (const layout of layouts) rows.push(await measureLayout(context, { cluster, layout, catalogue, settings }));
  return rows;
}

interface LayoutOptions {
  readonly cluster: Cluster;
  readonly layout: Layout;
  readonly catalogue: Catalogue;
  readonly settings: { readonly STORE_URL: string };
}

async function measureLayout(context: MeasureContext, options: LayoutOptions): Promise<Row> {
  const { layout } = options;
  const rounds: Round[] = [];
  for (let round = 0; round < context.options.rounds; round += 1) {
    const measured = await context.quiet.run(async () => runRound(context, options));
    rounds.push(measured);
    context.progress(`${layout.what}: ${Math.round(measured.perSecond)}/s, raw ${Math.round(measured.rawPerSecond)}/s`);
  }
  const middle = (figure: (round: Round) => number) => median(rounds.map(figure));
  return {
    measure: 'g',
    what: `holds on ${schemeOf(context.options.store)}+${schemeOf(context.options.bus)}, ${layout.what}`,
    value: middle(({ perSecond }) => perSecond),
    unit: '/s',
    baseline: middle(({ rawPerSecond }) => rawPerSecond),
    ratio: middle(({ perSecond, rawPerSecond }) => perSecond / rawPerSecond),
    note: [
      `p50 ${middle(({ latency }) => latency.p50Ms).toFixed(1)} ms, p99 ${middle(({ latency }) => latency.p99Ms).toFixed(1)} ms`,
      `${middle(({ holdsPerCommit }) => holdsPerCommit).toFixed(1)} holds a commit`,
      `${middle(({ commitsPerAppend }) => commitsPerAppend).toFixed(1)} commits an append`,
      ...(layout.isContended
        ? [`${(100 * middle(({ busyShare }) => busyShare)).toFixed(1)} % were told to try again`]
        : []),
    ].join('; '),
    details: { rounds },
  };
}

/** What another process changed is seen a moment later: reads again for that long, then answers what there is. */
async function readUntil(wanted: number, read: () => Promise<number>): Promise<number> {
  for (const end = performance.now() + seenWithinMs; ; await pause(100)) {
    const found = await read();
    if (found === wanted || performance.now() > end) return found;
  }
}

/** @throws LoadError also where tickets that were acknowledged are not held, or others are. */
async function runRound(context: MeasureContext, options: LayoutOptions): Promise<Round> {
  const { client, options: wanted } = context;
  const { cluster, layout, settings } = options;
  const port = portOf(cluster.gateways[0]);
  await using stores = await openStores(settings.STORE_URL);
  await using store = await stores.open({ service: 'bookings', collections: bookingServiceCollections });
  const versions = new Map<string, number>();
  for (const showId of layout.showIds) versions.set(showId, await versionOf(port, showId));
  const takenBefore = await readTakenTickets(port, layout.showIds);
  const appendsBefore = await appendsOf(cluster);

  const { results } = await client.run(
    layout.doors.map((door) => ({
      host: '127.0.0.1',
      port: portOf(door),
      connections: connections / layout.doors.length,
      toleratesBusy: layout.isContended ?? false,
      requests: { kind: 'hold', showIds: layout.showIds, tier, prefix: crypto.randomUUID() },
      warmUpMs: 2_000,
      durationMs: wanted.seconds * 1000,
    })),
  );
  const appends = (await appendsOf(cluster)) - appendsBefore;
  const accepted = results.reduce((sum, { ticketsAccepted }) => sum + ticketsAccepted, 0);
  const taken = await readUntil(accepted, async () => (await readTakenTickets(port, layout.showIds)) - takenBefore);
  if (taken !== accepted) throw new LoadError(`${accepted} tickets were acknowledged, but ${taken} are held`);

  const commits: Commit[] = [];
  for (const [showId, version] of versions) {
    for await (const commit of store.log.read(`show/${showId}`, version)) commits.push(commit);
  }
  const busy = results.reduce((sum, { byStatus }) => sum + (byStatus['503'] ?? 0), 0);
  const holds = results.reduce((sum, { byStatus }) => sum + (byStatus['201'] ?? 0), 0);
  const rawCommitsPerSecond = await appendRaw(settings.STORE_URL, {
    commits,
    perBatch: Math.max(1, Math.round(commits.length / appends)),
    writers: cluster.bookings.length,
  });
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    latency: results.map(({ latency }) => latency).reduce((one, other) => (one.p99Ms > other.p99Ms ? one : other)),
    busyShare: busy / (busy + holds),
    holdsPerCommit: holds / commits.length,
    commitsPerAppend: commits.length / appends,
    rawPerSecond: rawCommitsPerSecond * (holds / commits.length),
  };
}

/** The very same commits, in batches as large, by as many writers: commits per second. */
async function appendRaw(
  storeUrl: string,
  { commits, perBatch, writers }: { commits: readonly Commit[]; perBatch: number; writers: number },
): Promise<number> {
  await using raw = await openRawEngine(storeUrl);
  const some = commits.slice(0, rawCommitsMax);
  const batches = Array.from({ length: Math.ceil(some.length / perBatch) }, (_, n) =>
    some.slice(n * perBatch, (n + 1) * perBatch),
  ).values();
  const startedAt = performance.now();
  const write = async () => {
    for (const batch of batches) await raw.append(batch);
  };
  await Promise.all(Array.from({ length: writers }, write));
  return some.length / ((performance.now() - startedAt) / 1000);
}

async function appendsOf({ bookings }: Cluster): Promise<number> {
  const pages = await Promise.all(bookings.map(async (server) => readMetrics(portOf(server))));
  return pages.reduce((sum, samples) => sum + sumOf(samples, 'myevents_append_commits_count'), 0);
}

async function versionOf(port: number, showId: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/shows/${showId}/availability`);
  return ((await answer.json()) as { readonly version: number }).version;
}

const portOf = (server: ServerProcess | undefined) => Number(new URL(server?.url ?? '').port);
const schemeOf = (url = '') => url.slice(0, url.indexOf(':'));
