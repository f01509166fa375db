import type { Store } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { setPagesMax } from '../src/testing.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const collections = [{ name: 'notes', indexes: [{ name: 'all', key: [], sort: 'version' }] }];

function entryOf(stream: string, version: number) {
  const text = 'x'.repeat(50_000);
  const commit = { stream, version, id: `${stream}@${version}`, at: 1, events: [{ type: 'Noted', text }] };
  return { commit, documents: [{ collection: 'notes', id: stream, version, document: { version, text } }] };
}

async function readAll(store: Store, stream: string) {
  return (await Array.fromAsync(store.log.read(stream))).length;
}

async function appendUntilFull(store: Store): Promise<number> {
  for (let version = 1; version < 1_000; version += 1) {
    try {
      await store.log.append([entryOf('a', version), entryOf('b', version), entryOf('c', version)]);
    } catch (error) {
      expect(error).toMatchObject({ name: 'StoreUnavailableError' });
      expect(String(error)).toMatch(/disk is full/);
      expect(String(error)).toContain('full.sqlite');
      return version;
    }
  }
  throw new Error('The disk never was full.');
}

describe('a full disk', () => {
  it('rejects the append, leaves nothing half written, and takes it by itself once there is room', async () => {
    await using folder = await makeTemporaryFolder();
    await using store = await openSqliteStore({ folder: folder.path, service: 'full', collections });
    await setPagesMax(store, 1_000);
    const failed = await appendUntilFull(store);
    const batch = [entryOf('a', failed), entryOf('b', failed), entryOf('c', failed)];
    for (const stream of ['a', 'b', 'c']) {
      expect(await readAll(store, stream)).toBe(failed - 1);
      expect((await store.documents.get('notes', stream))?.version).toBe(failed - 1);
    }
    await expect(store.log.append(batch)).rejects.toThrow(/disk is full/);
    await expect(
      store.documents.put(batch.flatMap(({ documents }) => documents).map((d) => ({ ...d, id: `${d.id}2` }))),
    ).rejects.toThrow(/disk is full/);
    expect(await store.log.pending({ olderThanMs: 0, limit: 5_000 })).toHaveLength(3 * (failed - 1));
    await setPagesMax(store, 1_000_000);
    expect(await store.log.append(batch)).toEqual(['committed', 'committed', 'committed']);
    for (const stream of ['a', 'b', 'c']) expect(await readAll(store, stream)).toBe(failed);
    expect(await store.log.pending({ olderThanMs: 0, limit: 5_000 })).toHaveLength(3 * failed);
  });

  it('does not let a write that still fits fail for another that does not', async () => {
    await using folder = await makeTemporaryFolder();
    await using store = await openSqliteStore({ folder: folder.path, service: 'full', collections });
    await setPagesMax(store, 200);
    const large = store.log.append(Array.from({ length: 30 }, (_, n) => entryOf(`large/${n}`, 1)));
    const small = { stream: 'small', version: 1, id: 'small', at: 1, events: [{ type: 'Noted' }] };
    const fits = store.log.append([{ commit: small, documents: [] }]);
    await expect(large).rejects.toThrow(/disk is full/);
    expect(await fits).toEqual(['committed']);
    expect(await Array.fromAsync(store.log.streams(''))).toEqual(['small']);
  });
});
