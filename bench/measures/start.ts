import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measure, MeasureContext } from '../measure.ts';
import { readAvailability } from '../product/catalogue.ts';
import { readResidentMib } from '../product/process-usage.ts';
import { startProduct } from '../product/start-product.ts';
import { median, type Row } from '../report/row.ts';
import { openStoreFiller } from '../sale/fill-store.ts';
import { writePastSales } from '../sale/past-sales.ts';

const starts = 5;
const shows = 1_000;
const readyMsMax = 120_000;

/** (f) From the command to the first answer, and what it takes of memory. */
export const measureStart: Measure = {
  letter: 'f',
  about: 'start to ready and memory, empty and with 1,000,000 bookings in the log',
  async run(context) {
    return [...(await measureEmpty(context)), ...(await measureFilled(context))];
  },
};

async function measureEmpty({ folder, quiet, progress }: MeasureContext): Promise<Row[]> {
  const firstMs: number[] = [];
  const readyMs: number[] = [];
  const memoryMib: number[] = [];
  const startIn = async (home: string, compileCache: string) => {
    await using product = await startProduct({ folder: await makeFolder(home), compileCache });
    return { ms: product.readyMs, mib: readResidentMib(product.pid) ?? 0 };
  };
  for (let number = 0; number < starts; number += 1) {
    const started = await quiet.run(async () => {
      const home = join(folder, crypto.randomUUID());
      const compileCache = join(home, 'compiled');
      const first = await startIn(join(home, 'first'), compileCache);
      return { first, again: await startIn(join(home, 'again'), compileCache) };
    });
    firstMs.push(started.first.ms);
    readyMs.push(started.again.ms);
    memoryMib.push(started.again.mib);
  }
  progress(`empty: ${readyMs.map((ms) => Math.round(ms)).join(', ')} ms`);
  const target = { of: 'value', is: 'at most', limit: 1_000 } as const;
  return [
    {
      measure: 'f',
      what: 'start to ready, empty',
      value: median(readyMs),
      unit: 'ms',
      baseline: median(Array.from({ length: starts }, timeBareNode)),
      target,
      note: `baseline: node with an empty program; memory ${Math.round(median(memoryMib))} MiB`,
    },
    {
      measure: 'f',
      what: 'start to ready, empty, the very first time',
      value: median(firstMs),
      unit: 'ms',
      target,
      note: 'nothing compiled yet',
    },
  ];
}

/** What no Node program can go below. */
function timeBareNode(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['--eval', '0']);
  return performance.now() - startedAt;
}

async function measureFilled({ options, folder, quiet, progress }: MeasureContext): Promise<Row[]> {
  const bookingsPerShow = options.isQuick ? 20 : 1_000;
  const bookings = (shows * bookingsPerShow).toLocaleString('en');
  const home = await makeFolder(join(folder, 'filled'));
  const showIds = await fill({ home, bookingsPerShow });
  progress(`${bookings} bookings are written`);
  const readyMs: number[] = [];
  for (let number = 0; number < starts - 1; number += 1) {
    const started = await quiet.run(async () => {
      await using product = await startProduct({ folder: home, readyMsMax });
      return product.readyMs;
    });
    readyMs.push(started);
  }
  await using product = await startProduct({ folder: home, readyMsMax });
  readyMs.push(product.readyMs);
  const readyMib = readResidentMib(product.pid) ?? 0;
  progress(`${bookings} bookings: ${readyMs.map((ms) => Math.round(ms)).join(', ')} ms`);
  const firstReadsMs = await readAll(product.port, showIds);
  const servedMib = readResidentMib(product.pid) ?? 0;
  return [
    { measure: 'f', what: `start to ready, ${bookings} bookings`, value: median(readyMs), unit: 'ms' },
    {
      measure: 'f',
      what: `memory after serving all ${shows.toLocaleString('en')} shows`,
      value: servedMib,
      unit: 'MiB',
      note: `${Math.round(readyMib)} MiB when ready; a show's first reader waits ${median(firstReadsMs).toFixed(1)} ms (median), ${Math.max(...firstReadsMs).toFixed(0)} ms at most`,
    },
  ];
}

async function fill({ home, bookingsPerShow }: { readonly home: string; readonly bookingsPerShow: number }) {
  await using filler = await openStoreFiller(join(home, 'data'));
  return await writePastSales({ filler, shows, bookingsPerShow, now: Date.now() });
}

/** Every show once, one after the other: each is loaded from the log. */
async function readAll(port: number, showIds: readonly string[]): Promise<readonly number[]> {
  const readMs: number[] = [];
  for (const showId of showIds) {
    const startedAt = performance.now();
    await readAvailability(port, showId);
    readMs.push(performance.now() - startedAt);
  }
  return readMs;
}

async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}
