import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startLoadClient } from './load/start-client.ts';
import type { Measure } from './measure.ts';
import { measureCostPerHold } from './measures/cost-per-hold.ts';
import { measureHolds } from './measures/holds.ts';
import { measurePairs } from './measures/pairs.ts';
import { measureReads } from './measures/reads.ts';
import { measureSearch } from './measures/search.ts';
import { measureStart } from './measures/start.ts';
import { measureViewsAndHolds } from './measures/views-and-holds.ts';
import { type Options, readOptions, UsageError } from './options.ts';
import { createQuietRounds } from './quiet-rounds.ts';
import { describeMachine, readMachine } from './report/machine.ts';
import { describeCores, neighbourCoresMax } from './report/neighbours.ts';
import { isReached, type Row } from './report/row.ts';
import { toTable } from './report/table.ts';

const measures: readonly Measure[] = [
  measureReads,
  measureHolds,
  measureViewsAndHolds,
  measureCostPerHold,
  measureSearch,
  measureStart,
  measurePairs,
];

function printHelp(): void {
  console.log(`Measures how fast MyEvents is, as ratios to what the machine can do at all. See bench/README.md.

Usage: npm run bench -- [options]

  --only a,b      run these alone:
${measures.map(({ letter, about }) => `                    ${letter}  ${about}`).join('\n')}
  --seconds N     measure each round of load for N seconds (default 3, with --quick 1)
  --quick         one round, smaller data: shows that all works, in about a minute
  --store URL --bus URL
                  measure (g) alone, on these engines: STORE_URL and BUS_URL as the product takes them
  --json FILE     where to write the figures (default bench/results/<time>.json)
  --patience N    lose up to N seconds a measurement to waiting until other programs leave the machine alone,
                  and to repeating rounds in which they did not (default 0)
  -h, --help      this

Exit codes: 0 measured (targets missed are said in the table), 1 failed, 64 wrong usage.`);
}

interface Measured {
  readonly rows: readonly Row[];
  /** By letter: how many cores others kept busy while it was measured, at most. */
  readonly disturbance: Readonly<Record<string, number>>;
}

async function runMeasures(options: Options): Promise<Measured> {
  await using client = startLoadClient();
  const rows: Row[] = [];
  const disturbance: Record<string, number> = {};
  for (const { letter, about, run } of measures.filter((measure) => options.only.includes(measure.letter))) {
    console.error(`(${letter}) ${about}`);
    const progress = (text: string) => console.error(`    ${text}`);
    const quiet = createQuietRounds(options.patienceMs, progress);
    const folder = await mkdtemp(join(tmpdir(), 'myevents-bench-'));
    try {
      rows.push(...(await run({ options, client, folder, quiet, progress })));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    disturbance[letter] = quiet.disturbance();
    if (quiet.disturbance() > neighbourCoresMax) {
      progress(`other programs kept ${describeCores(quiet.disturbance())} busy: trust the ratios alone`);
    }
  }
  return { rows, disturbance };
}

function describeDisturbance(disturbance: Measured['disturbance']): string {
  const disturbed = Object.entries(disturbance).filter(([, cores]) => cores > neighbourCoresMax);
  if (disturbed.length === 0) return '';
  const cores = describeCores(Math.max(...disturbed.map(([, busy]) => busy)));
  return `; other programs kept up to ${cores} busy during ${disturbed.map(([letter]) => letter).join(', ')}`;
}

async function main(): Promise<number> {
  const options = readOptions(
    process.argv.slice(2),
    measures.map(({ letter }) => letter),
  );
  if (!options) {
    printHelp();
    return 0;
  }
  const machine = readMachine();
  const startedAt = new Date();
  const { rows, disturbance } = await runMeasures(options);
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  const conditions = `${describeMachine(machine)}${describeDisturbance(disturbance)}${options.isQuick ? ', --quick' : ''}, ${seconds} s`;
  console.log(`\n${conditions}\n\n${toTable(rows)}\n`);
  await mkdir(dirname(options.json), { recursive: true });
  const figures = rows.map((row) => ({ ...row, isReached: isReached(row) }));
  await writeFile(
    options.json,
    `${JSON.stringify({ startedAt, seconds, machine, disturbance, options, rows: figures }, null, 2)}\n`,
  );
  console.log(`Written to ${options.json}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message} (see npm run bench -- --help)` : error);
  process.exitCode = isUsage ? 64 : 1;
}
