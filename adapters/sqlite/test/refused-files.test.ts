import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const open = async (folder: string) => openSqliteStore({ folder, service: 'bookings', collections: [] });

/** Makes the file, tries to open it as a store, and wants the refusal, the file and the folder as they were. */
async function expectRefused(make: (file: string) => void | Promise<void>, reason: RegExp): Promise<void> {
  await using folder = await makeTemporaryFolder();
  const file = join(folder.path, 'bookings.sqlite');
  await make(file);
  const [before, entries] = [await readFile(file), await readdir(folder.path)];
  const refusal = expect(open(folder.path)).rejects;
  await refusal.toMatchObject({ name: 'StoreUnavailableError', message: expect.stringMatching(reason) });
  await expect(open(folder.path)).rejects.toThrow(file);
  expect(Buffer.compare(await readFile(file), before)).toBe(0);
  expect(await readdir(folder.path)).toEqual(entries);
}

describe('a file that is no database of ours is refused and left as it is', () => {
  it('text', async () => {
    await expectRefused((file) => writeFile(file, 'These are my holiday notes.\n'.repeat(500)), /not a database/);
  });

  it('a few bytes', async () => {
    await expectRefused((file) => writeFile(file, 'x'), /not a database/);
    await expectRefused((file) => writeFile(file, Buffer.alloc(4096)), /not a database/);
    await expectRefused((file) => writeFile(file, 'SQLite format 3\0'), /header is cut/);
  });

  it('somebody else’s SQLite database', async () => {
    await expectRefused((file) => {
      const db = new DatabaseSync(file);
      db.exec('PRAGMA journal_mode = WAL; CREATE TABLE cats (name); INSERT INTO cats VALUES (1)');
      db.close();
    }, /not a database of MyEvents/);
  });

  it('a database of a newer MyEvents', async () => {
    await expectRefused(async (file) => {
      const store = await open(join(file, '..'));
      await store[Symbol.asyncDispose]();
      const db = new DatabaseSync(file);
      db.exec('PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    }, /newer MyEvents/);
  });
});

describe('a folder that cannot be used is named with the reason', () => {
  it('a path through a file', async () => {
    await using folder = await makeTemporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, 'text');
    for (const path of [file, join(file, 'data')]) {
      await expect(open(path)).rejects.toMatchObject({ name: 'StoreUnavailableError' });
      await expect(open(path)).rejects.toThrow(`"${path}" cannot be used`);
    }
    expect(await readFile(file, 'utf8')).toBe('text');
  });

  it('a folder in which nothing can be made', async () => {
    await expect(open('/proc/self')).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      message: expect.stringContaining('/proc/self'),
    });
  });

  it('a folder where the file should be', async () => {
    await using folder = await makeTemporaryFolder();
    await mkdir(join(folder.path, 'bookings.sqlite'));
    await expect(open(folder.path)).rejects.toThrow(/bookings\.sqlite" cannot be read/);
  });
});

describe('a file that is about to become a database of ours is taken', () => {
  it('an empty file', async () => {
    await using folder = await makeTemporaryFolder();
    const file = join(folder.path, 'bookings.sqlite');
    await writeFile(file, '');
    await using store = await open(folder.path);
    expect(await Array.fromAsync(store.log.streams(''))).toEqual([]);
    expect((await stat(file)).size).toBeGreaterThan(0);
  });

  it('refuses names of services that could leave the folder', async () => {
    await using folder = await makeTemporaryFolder();
    for (const service of ['../x', 'a/b', '', 'A', 'x.y']) {
      await expect(openSqliteStore({ folder: folder.path, service, collections: [] })).rejects.toThrow(RangeError);
    }
  });
});
