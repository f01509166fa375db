import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLogger } from '@myevents/http-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { findWebApp } from '../src/web-app.ts';

const log = createLogger({ level: 'silent' });
const config = readConfig({ env: { PUBLIC_URL: 'https://tickets.example' } });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'builds-'));
});
afterEach(() => rm(folder, { recursive: true }));

const find = () => findWebApp(config, log, pathToFileURL(`${folder}/`));

async function write(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name === 'current' ? 'abc' : '');
  }
}

it('finds the newest build, with what the operator decided', async () => {
  await write('current', 'abc/client/index.html', 'abc/client/assets/a.js', 'abc/client/.vite/manifest.json');
  await write('abc/server/server.js');
  expect(await find()).toEqual({
    clientFolder: join(folder, 'abc/client'),
    serverModule: pathToFileURL(join(folder, 'abc/server/server.js')),
    publicUrl: 'https://tickets.example',
    settings: { mapTilesUrl: undefined, mapTilesAttribution: undefined },
  });
});

it('does without a build that is not there, or not all of it', async () => {
  expect(await find()).toBeUndefined();
  await write('current');
  expect(await find()).toBeUndefined();
  await write('abc/client/index.html', 'abc/client/assets/a.js', 'abc/server/server.js');
  expect(await find()).toBeUndefined();
});
