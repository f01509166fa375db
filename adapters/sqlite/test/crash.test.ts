import assert from 'node:assert/strict';
import type { Store } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { crashWriter } from '../src/testing.ts';
import { startProcess } from './processes.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const collections = [{ name: 'notes', indexes: [{ name: 'by-writer', key: ['writer'], sort: 'version' }] }];

async function openRaceStore(folder: string): Promise<Store> {
  return openSqliteStore({ folder, service: 'race', collections });
}

async function lastVersionOf(store: Store, stream: string): Promise<number> {
  return (await Array.fromAsync(store.log.read(stream))).length;
}

describe('several processes on one file', () => {
  it('lets exactly one of them win each version', async () => {
    await using folder = await makeTemporaryFolder();
    const races = 60;
    const processes = ['w1', 'w2', 'w3'].map((writer) =>
      startProcess(new URL('./appending-process.ts', import.meta.url), folder.path, writer, String(races)),
    );
    const codes = await Promise.all(processes.map(async ({ ended }) => ended));
    expect(codes, processes.flatMap(({ errors }) => errors).join('\n')).toEqual([0, 0, 0]);
    const won = processes.flatMap(({ lines }) => lines.filter((line) => line.startsWith('won')));
    const all = Array.from({ length: races }, (_, n) => `won ${n + 1}`);
    expect(won.toSorted()).toEqual(all.toSorted());
    await using store = await openRaceStore(folder.path);
    expect(await lastVersionOf(store, 'common')).toBe(races);
  });

  it('keeps all that was acknowledged when one is killed in the middle of its appends', async () => {
    await using folder = await makeTemporaryFolder();
    for (const writer of ['k1', 'k2', 'k3']) {
      await using process = startProcess(new URL('./appending-process.ts', import.meta.url), folder.path, writer);
      await vi.waitFor(() => expect(process.lines.length).toBeGreaterThan(30), { timeout: 30_000 });
      process.child.kill('SIGKILL');
      expect(await process.ended).toBe('SIGKILL');
      const acknowledged = Number(/\d+$/.exec(process.lines.at(-1) ?? '')?.[0]);
      await using store = await openRaceStore(folder.path);
      for (const name of ['a', 'b', 'c']) {
        const stream = `${writer}/${name}`;
        const last = await lastVersionOf(store, stream);
        expect(last).toBeGreaterThanOrEqual(acknowledged);
        expect(last).toBeLessThanOrEqual(acknowledged + 1);
        const document = await store.documents.get('notes', `${stream}@${last}@${writer}`);
        expect(document?.version).toBe(last); // a commit never without its documents
        const beyond = await store.documents.get('notes', `${stream}@${last + 1}@${writer}`);
        expect(beyond).toBeUndefined();
      }
    }
  });

  it('lets a process end by itself when its store is closed', async () => {
    await using folder = await makeTemporaryFolder();
    await using process = startProcess(new URL('./appending-process.ts', import.meta.url), folder.path, 'w1', '1');
    expect(await process.ended, process.errors.join('\n')).toBe(0);
    expect(process.errors).toEqual([]);
  });
});

describe('a writer thread that dies', () => {
  it('rejects what it had not answered, and another takes over', async () => {
    await using folder = await makeTemporaryFolder();
    await using store = await openRaceStore(folder.path);
    const entryOf = (version: number) => ({
      commit: { stream: 's', version, id: `id-${version}`, at: 1, events: [{ type: 'Noted' }] },
      documents: [{ collection: 'notes', id: `n${version}`, version, document: { writer: 'w', version } }],
    });
    assert.deepEqual(await store.log.append([entryOf(1)]), ['committed']);
    const crashed = crashWriter(store);
    const unanswered = store.log.append([entryOf(2)]);
    await expect(unanswered).rejects.toMatchObject({ name: 'StoreUnavailableError' });
    await crashed;
    expect(await store.log.append([entryOf(1), entryOf(2)])).toEqual(['committed', 'committed']);
    expect(await lastVersionOf(store, 's')).toBe(2);
    await crashWriter(store);
    await store.documents.put([
      { collection: 'notes', id: 'after', version: 1, document: { writer: 'w', version: 9 } },
    ]);
    expect((await store.documents.get('notes', 'after'))?.version).toBe(1);
  });
});
