import type { Collection, FindOptions } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { findPage } from '../src/find.ts';
import { openSqliteStore } from '../src/index.ts';
import { openReader, type Reader } from '../src/reader.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const notes = (indexes: Collection['indexes']): readonly Collection[] => [{ name: 'notes', indexes }];
const byOwner = { name: 'by-owner', key: ['owner'], sort: 'at' };
const all = { name: 'all', key: [], sort: 'at' };

describe('the indexes of a collection', () => {
  it('are made anew from the documents when they are declared otherwise than before', async () => {
    await using folder = await makeTemporaryFolder();
    const open = async (indexes: Collection['indexes']) =>
      openSqliteStore({ folder: folder.path, service: 's', collections: notes(indexes) });
    const idsOf = async (store: Awaited<ReturnType<typeof open>>, options: Omit<FindOptions, 'collection' | 'limit'>) =>
      (await store.documents.find({ collection: 'notes', limit: 5_000, ...options })).items.map(({ id }) => id);

    await using first = await open([]);
    const ids = Array.from({ length: 2_500 }, (_, n) => `n${String(n).padStart(4, '0')}`);
    const writes = ids.map((id, n) => ({
      collection: 'notes',
      id,
      version: 1,
      document: { owner: `o${n % 2}`, at: -n },
    }));
    await first.documents.put(writes);
    await first.documents.put([{ collection: 'notes', id: 'gone', version: 1, document: null }]);
    await first[Symbol.asyncDispose]();

    await using second = await open([byOwner, all]);
    expect(await idsOf(second, { index: 'all', key: [] })).toEqual(ids.toReversed());
    expect(await idsOf(second, { index: 'by-owner', key: ['o1'] })).toHaveLength(1_250);
    await second[Symbol.asyncDispose]();

    await using third = await open([{ ...byOwner, key: ['owner'], sort: 'owner' }]);
    expect(await idsOf(third, { index: 'by-owner', key: ['o0'] })).toHaveLength(1_250);
    await expect(idsOf(third, { index: 'all', key: [] })).rejects.toThrow(/no index all/);
    await third.documents.put([{ collection: 'notes', id: 'n0000', version: 2, document: { owner: 'o9', at: 1 } }]);
    expect(await idsOf(third, { index: 'by-owner', key: ['o9'] })).toEqual(['n0000']);
  });

  it('are entered where a page begins, without sorting', async () => {
    await using folder = await makeTemporaryFolder();
    const collections = notes([byOwner, all]);
    await using _store = await openSqliteStore({ folder: folder.path, service: 's', collections });
    const reader = openReader(`${folder.path}/s.sqlite`);
    const plans: string[] = [];
    const explaining: Reader = {
      ...reader,
      all(sql, ...parameters) {
        plans.push(
          reader
            .all(`EXPLAIN QUERY PLAN ${sql}`, ...parameters)
            .map(({ detail }) => String(detail))
            .join('; '),
        );
        const found = [{ id: 'a', version: 1, document: '{}', sort: 5 }];
        return [...found, ...found];
      },
    };
    const [collection] = collections;
    if (!collection) throw new Error('no collection');
    for (const descending of [false, true]) {
      for (const [index, key] of [
        ['by-owner', ['o1']],
        ['all', []],
      ] as const) {
        const query = { collection: 'notes', index, key, descending, limit: 1 };
        const { next } = findPage(explaining, collection, query);
        for (const cursor of [undefined, next ?? undefined]) {
          for (const range of [{}, { from: 1 }, { to: 9 }, { from: 1, to: 9 }]) {
            findPage(explaining, collection, { ...query, cursor, range });
          }
        }
      }
    }
    reader.close();
    const searched = plans.filter((plan) => /^SEARCH .* USING INDEX/.test(plan));
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
    // Only a list over everything, from one end on, has nowhere to jump to.
    expect(plans.length - searched.length).toBe(plans.filter((plan) => /^SCAN .* USING INDEX "?all/.test(plan)).length);
    expect(plans.filter((plan) => plan.startsWith('SCAN')).length).toBeLessThanOrEqual(4);
  });
});
