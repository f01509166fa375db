import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lockFolder, openSqliteStore } from '../src/index.ts';
import { startProcess } from './processes.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

async function untilSaid(process: ReturnType<typeof startProcess>): Promise<string> {
  await vi.waitFor(() => expect(process.lines, process.errors.join('\n')).toHaveLength(1), { timeout: 30_000 });
  return process.lines[0] ?? '';
}

describe('lockFolder', () => {
  it('refuses a second process with the pid of the first, and lets it in once the first was killed', async () => {
    await using folder = await makeTemporaryFolder();
    await using first = startProcess(new URL('./locking-process.ts', import.meta.url), folder.path);
    expect(await untilSaid(first)).toMatch(/^locked/);
    await using second = startProcess(new URL('./locking-process.ts', import.meta.url), folder.path);
    expect(await untilSaid(second)).toMatch(`is in use by process ${first.child.pid}.`);
    await expect(lockFolder(folder.path)).rejects.toThrow(`"${folder.path}" is in use by process ${first.child.pid}.`);
    first.child.kill('SIGKILL');
    await first.ended;
    await using third = startProcess(new URL('./locking-process.ts', import.meta.url), folder.path);
    expect(await untilSaid(third)).toMatch(/^locked/);
  });

  it('lets one of many that start at once have it', async () => {
    await using folder = await makeTemporaryFolder();
    await using started = new AsyncDisposableStack();
    const processes = Array.from({ length: 4 }, () =>
      started.use(startProcess(new URL('./locking-process.ts', import.meta.url), folder.path)),
    );
    const said = await Promise.all(processes.map(untilSaid));
    const winners = processes.filter((_, n) => said[n]?.startsWith('locked'));
    expect(winners).toHaveLength(1);
    const expected = `is in use by process ${winners[0]?.child.pid}.`;
    for (const line of said.filter((text) => !text.startsWith('locked'))) expect(line).toContain(expected);
  });

  it('is not kept out by what a dead process left, even if its pid lives on as another', async () => {
    await using folder = await makeTemporaryFolder();
    await writeFile(join(folder.path, 'lock.pid'), `${process.ppid}\n`);
    await writeFile(join(folder.path, 'lock.sqlite'), '');
    await using lock = await lockFolder(folder.path);
    expect(await readFile(join(folder.path, 'lock.pid'), 'utf8')).toBe(`${process.pid}\n`);
    await expect(lockFolder(folder.path)).rejects.toThrow(/in use by this process itself/);
    expect(lock.folder).toBe(folder.path);
  });

  it('can be taken again after it was given back', async () => {
    await using folder = await makeTemporaryFolder();
    const first = await lockFolder(folder.path);
    await first[Symbol.asyncDispose]();
    const second = await lockFolder(folder.path);
    await first[Symbol.asyncDispose]();
    await expect(lockFolder(folder.path)).rejects.toThrow(/in use/);
    await second[Symbol.asyncDispose]();
  });

  it('names a folder that cannot be used', async () => {
    await expect(lockFolder('/dev/null/data')).rejects.toThrow(/"\/dev\/null\/data" cannot be used/);
  });
});

describe('a store with the lock', () => {
  it('is exclusive, and the only one of its file', async () => {
    await using folder = await makeTemporaryFolder();
    await using lock = await lockFolder(folder.path);
    const open = async (service: string) => openSqliteStore({ folder: folder.path, service, collections: [], lock });
    await using events = await open('events');
    const bookings = await open('bookings');
    expect([events.exclusive, bookings.exclusive]).toEqual([true, true]);
    await expect(open('bookings')).rejects.toThrow(/already open in this process/);
    await bookings[Symbol.asyncDispose]();
    await using again = await open('bookings');
    expect(again.exclusive).toBe(true);
    await using without = await openSqliteStore({ folder: folder.path, service: 'other', collections: [] });
    expect(without.exclusive).toBe(false);
    const elsewhere = openSqliteStore({ folder: `${folder.path}/else`, service: 'events', collections: [], lock });
    await expect(elsewhere).rejects.toThrow(RangeError);
  });
});
