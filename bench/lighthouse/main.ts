import { execFile, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startServer } from '../../test/support/server-process.ts';
import { type Report, readReport, type Scores, toMedian, toTable } from './report.ts';

// What Lighthouse says of the public pages, on its mobile preset: `npm run lighthouse [-- --runs 3]`.

const here = import.meta.dirname;
const run = promisify(execFile);
const lighthouse = join(here, 'node_modules/lighthouse/cli/index.js');
const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 3 : Number(process.argv[at + 1]);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1 on');

await access(lighthouse).catch(async () => {
  process.stderr.write('Installing Lighthouse into bench/lighthouse…\n');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: here });
});

const folder = await mkdtemp(join(tmpdir(), 'myevents-lighthouse-'));
await using closing = new AsyncDisposableStack();
closing.defer(() => rm(folder, { recursive: true, force: true }));
const server = closing.use(
  await startServer({ settings: { STORE_URL: `sqlite:${join(folder, 'data')}`, DEMO: 'true' } }),
);
const port = await openChromium(join(folder, 'profile'));

const rows: (Scores & { readonly page: string })[] = [];
for (const [page, path] of await publicPages()) {
  const reports: Report[] = [];
  for (let n = 0; n < runs; n += 1)
    reports.push(await measure(`${server.url}${path}`, join(folder, `${page}-${n}.json`)));
  rows.push({ page, ...toMedian(reports) });
  process.stderr.write(`${page}: done\n`);
}
console.log(toTable(rows, runs));
await mkdir(join(here, '../results'), { recursive: true });
await writeFile(join(here, '../results/lighthouse.json'), `${JSON.stringify({ runs, rows }, null, 2)}\n`);

async function measure(url: string, output: string): Promise<Report> {
  const categories = 'performance,accessibility,best-practices,seo';
  const flags = [
    `--port=${port}`,
    '--quiet',
    '--output=json',
    `--output-path=${output}`,
    `--only-categories=${categories}`,
  ];
  await run(process.execPath, [lighthouse, url, ...flags], { maxBuffer: 50_000_000 });
  return readReport(JSON.parse(await readFile(output, 'utf8')));
}

/** The pages a buyer comes to first. */
async function publicPages(): Promise<readonly (readonly [string, string])[]> {
  const answer = await fetch(`${server.url}/v1/events?sort=time&limit=1`);
  const { items } = (await answer.json()) as { readonly items: readonly { id: string; nextShow?: { id: string } }[] };
  const [event] = items;
  if (event?.nextShow === undefined) throw new Error('the demo has no event with a show');
  return [
    ['home', '/'],
    ['search', '/search'],
    ['event', `/e/${event.id}`],
    ['show', `/e/${event.id}/${event.nextShow.id}`],
  ];
}

async function openChromium(profile: string): Promise<number> {
  const debuggingPort = await freePort();
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const browser = spawn(chromium, [...flags, `--remote-debugging-port=${debuggingPort}`, 'about:blank'], {
    stdio: 'ignore',
  });
  closing.defer(async () => {
    browser.kill('SIGKILL');
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${debuggingPort}/json/version`).catch(() => undefined);
    if (answer?.ok) return debuggingPort;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${chromium} did not start`);
}
