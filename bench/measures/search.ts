import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { IndexedEvent } from '../../services/events/src/search/query.ts';
import { createSearchIndex, type SearchIndex } from '../../services/events/src/search/search-index.ts';
import { createHistogram, type Histogram } from '../load/histogram.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import type { Row } from '../report/row.ts';
import { drawQueries, type MixedQuery } from '../search/query-mix.ts';
import { makeEvents } from '../search/synthetic-events.ts';

const eventsPerPut = 1_000;
const queriesFull = 1_100;
const queriesQuick = 220;
const queriesFirst = 33;
/** At once, while the serving thread is watched. */
const searchersBusy = 8;
const pauseMsMax = 20;

/** (e) What people ask of the catalogue, and whether anybody else has to wait for it. */
export const measureSearch: Measure = {
  letter: 'e',
  about: 'search p50/p99 over 100,000 and 1,000,000 events, and how long it holds up the serving thread',
  async run(context) {
    const { isQuick } = context.options;
    const sizes = isQuick
      ? [{ size: 100_000, p99MsMax: 10 }]
      : [
          { size: 100_000, p99MsMax: 10 },
          { size: 1_000_000, p99MsMax: 100 },
        ];
    const rows: Row[] = [];
    for (const { size, p99MsMax } of sizes) rows.push(...(await measureSize(context, { size, p99MsMax })));
    return rows;
  },
};

interface SizeOptions {
  readonly size: number;
  readonly p99MsMax: number;
}

async function measureSize(
  { options, quiet, progress }: MeasureContext,
  { size, p99MsMax }: SizeOptions,
): Promise<Row[]> {
  const now = Date.now();
  await using index = createSearchIndex();
  const fillSeconds = await fill(index, size, now);
  progress(`${size} events indexed in ${fillSeconds.toFixed(1)} s`);
  const queries = drawQueries(options.isQuick ? queriesQuick : queriesFull, now);
  for (const { query } of queries.slice(0, queriesFirst)) await index.search(query);
  const { all, byKind } = await quiet.run(() => timeOneByOne(index, queries));
  const pauseMs = await quiet.run(() => watchServingThread(index, queries));
  const { p50Ms, p99Ms, maxMs } = all.summary();
  const events = size.toLocaleString('en');
  return [
    {
      measure: 'e',
      what: `search over ${events} events, p99`,
      value: p99Ms,
      unit: 'ms',
      target: { of: 'value', is: 'at most', limit: p99MsMax },
      note: `p50 ${p50Ms.toFixed(1)} ms, max ${maxMs.toFixed(0)} ms; slowest kinds by p99: ${nameSlowest(byKind)}; indexed in ${fillSeconds.toFixed(0)} s`,
      details: Object.fromEntries([...byKind].map(([kind, histogram]) => [kind, histogram.summary()])),
    },
    {
      measure: 'e',
      what: `longest pause of the serving thread meanwhile`,
      value: pauseMs,
      unit: 'ms',
      target: { of: 'value', is: 'at most', limit: pauseMsMax },
      note: `${searchersBusy} searches at once`,
    },
  ];
}

async function fill(index: SearchIndex, size: number, now: number): Promise<number> {
  const startedAt = performance.now();
  let batch: IndexedEvent[] = [];
  for (const event of makeEvents(size, now)) {
    batch.push(event);
    if (batch.length < eventsPerPut) continue;
    await index.put(batch);
    batch = [];
  }
  await index.put(batch);
  await index.optimize();
  return (performance.now() - startedAt) / 1000;
}

interface Times {
  readonly all: Histogram;
  readonly byKind: ReadonlyMap<string, Histogram>;
}

async function timeOneByOne(index: SearchIndex, queries: readonly MixedQuery[]): Promise<Times> {
  const all = createHistogram();
  const byKind = new Map<string, Histogram>();
  let hits = 0;
  for (const { kind, query } of queries) {
    const startedAt = performance.now();
    hits += (await index.search(query)).hits.length;
    const ms = performance.now() - startedAt;
    all.record(ms);
    byKind.set(kind, byKind.get(kind) ?? createHistogram());
    byKind.get(kind)?.record(ms);
  }
  if (hits < queries.length) throw new Error(`${queries.length} searches found only ${hits} events`);
  return { all, byKind };
}

function nameSlowest(byKind: Times['byKind']): string {
  const kinds = [...byKind].map(([kind, histogram]) => ({ kind, p99Ms: histogram.percentileMs(0.99) }));
  kinds.sort((left, right) => right.p99Ms - left.p99Ms);
  return kinds
    .slice(0, 3)
    .map(({ kind, p99Ms }) => `"${kind}" ${p99Ms.toFixed(1)}`)
    .join(', ');
}

/** This thread asks, as the serving thread does: how long could it do nothing else at most? */
async function watchServingThread(index: SearchIndex, queries: readonly MixedQuery[]): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let next = 0;
  delay.enable();
  await Promise.all(
    Array.from({ length: searchersBusy }, async () => {
      for (let mixed = queries[next++]; mixed; mixed = queries[next++]) await index.search(mixed.query);
    }),
  );
  delay.disable();
  return delay.max / 1e6;
}
