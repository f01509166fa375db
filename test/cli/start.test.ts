import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startProduct } from '../support/product.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const fixtures = resolve(import.meta.dirname, '../../packages/event-import/test/fixtures');

describe('a start that cannot be', () => {
  it('names the port that is taken, and touches nothing', async () => {
    await using folder = await temporaryFolder();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const data = join(folder.path, 'data');
    const { code, stdout, stderr } = await runCli(['serve', '--port', String(port), '--store-url', `sqlite:${data}`]);
    taken.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^myevents: PORT=${port} .* in use .*--port ${port + 1}.*\\n$`));
    expect(existsSync(data)).toBe(false);
  });

  it('names the process that has the data', async () => {
    await using running = await startProduct();
    for (const command of ['serve', 'rebuild', 'republish']) {
      const words = [
        command,
        '--store-url',
        `sqlite:${running.folder}`,
        ...(command === 'serve' ? ['--port', '0'] : []),
      ];
      const { code, stderr } = await runCli(words);
      expect(code).toBe(1);
      expect(stderr).toBe(`myevents: The data folder "${running.folder}" is in use by process ${running.pid}.\n`);
    }
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
  });

  it('leaves a file that is no database as it is', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'events.sqlite');
    await writeFile(file, 'my diary');
    const { code, stderr } = await runCli(['serve', '--port', '0', '--store-url', `sqlite:${folder.path}`]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^myevents: ".*events\.sqlite" is not a database .*left as it is\.\n$/);
    expect(await readFile(file, 'utf8')).toBe('my diary');
  });

  it('says that the data folder cannot be used', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'file'), '');
    const below = join(folder.path, 'file', 'data');
    const { code, stderr } = await runCli(['serve', '--port', '0', '--store-url', `sqlite:${below}`]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^myevents: The data folder ".*" cannot be used: .*\n$/);
  });
});

describe('a start', () => {
  it('fills an empty store with the demo, tells where it is, and leaves it alone the next time', async () => {
    await using product = await startProduct({ settings: { DEMO: 'true', LOG_LEVEL: 'info' } });
    const count = async () => {
      const answer = await fetch(`${product.url}/v1/locations?limit=100`);
      return ((await answer.json()) as { items: unknown[] }).items.length;
    };
    expect(await count()).toBeGreaterThanOrEqual(24);
    expect(product.output()).toContain(`start page  ${product.url}`);
    const log = product
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(log.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ msg: 'ready', address: product.url, readyMs: expect.any(Number) }),
    );
    expect(await product.stop()).toBe(0);
    await product.start();
    expect(product.output().match(/shows are in place/g)).toHaveLength(1);
  });

  it('finishes the demo that a killed start has begun', async () => {
    await using product = await startProduct({ settings: { DEMO: 'true' } });
    await product.kill();
    await writeFile(join(product.folder, 'demo.json'), JSON.stringify({ startedAt: Date.now() }));
    await product.start();
    expect(product.output().match(/shows are in place/g)).toHaveLength(2);
    expect(existsSync(join(product.folder, 'demo.json'))).toBe(false);
    await product.stop();
    await product.start();
    expect(product.output().match(/shows are in place/g)).toHaveLength(2);
  });

  it('is found by other commands through its data folder', async () => {
    await using product = await startProduct();
    const words = ['import', join(fixtures, 'google.ics'), '--json', '--store-url', `sqlite:${product.folder}`];
    const first = await runCli(words);
    expect(first.stderr).toContain(product.url);
    expect(first.code).toBe(1);
    expect(JSON.parse(first.stdout)).toMatchObject({
      format: 'iCalendar',
      counts: { created: 3, cancelled: 1, refused: 1 },
    });
    const second = await runCli(words);
    expect(JSON.parse(second.stdout)).toMatchObject({ counts: { unchanged: 3, cancelled: 1, refused: 1 } });
    expect(await product.stop()).toBe(0);

    const elsewhere = await runCli([
      'import',
      join(fixtures, 'outlook.ics'),
      '--store-url',
      `sqlite:${product.folder}`,
    ]);
    expect(elsewhere).toMatchObject({ code: 0, stdout: expect.stringContaining('2 entries: 2 created.') });
    for (const command of ['rebuild', 'republish']) {
      const { code, stderr } = await runCli([command, '--store-url', `sqlite:${product.folder}`]);
      expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 2 });
    }
    await product.start();
    const events = (await (await fetch(`${product.url}/v1/events`)).json()) as { items: { name: string }[] };
    expect(events.items.map(({ name }) => name)).toContain('Tagung Stadt und Klang');
  });
});

it('finds every promise kept by the embedded engines, and cleans up', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  await mkdir(data);
  const { code, stdout } = await runCli(['doctor', '--json', '--store-url', `sqlite:${data}`]);
  const { findings } = JSON.parse(stdout) as { findings: { isKept: boolean; promise: string }[] };
  expect(findings.filter(({ isKept }) => !isKept)).toEqual([]);
  expect(findings.length).toBeGreaterThan(50);
  expect(code).toBe(0);
  const { readdir } = await import('node:fs/promises');
  expect(await readdir(data)).toEqual([]);
});
