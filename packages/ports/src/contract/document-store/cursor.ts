import assert from 'node:assert/strict';
import { type FindOptions, InvalidCursorError } from '../../document-store.ts';
import type { Store } from '../../store.ts';
import type { ContractCase } from '../contract-case.ts';
import { createRandom } from '../random.ts';
import type { StoreSubject } from '../store-subject.ts';
import { findIds, itemOf, untilFound } from './items.ts';

const collection = 'contract-items';
const ofAnn = { collection, index: 'by-owner', key: ['ann'] } as const;

/** Lists that are walked page by page while their documents come and go. */
export const cursorCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'walks a list page by page, each document once, and says when it is at the end',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      const ids = await putItems(store, 23, (n) => Math.floor(n / 4));
      for (const descending of [false, true]) {
        const order = descending ? ids.toReversed() : ids;
        await untilFound(other, { ...ofAnn, descending, limit: 100 }, order);
        for (const limit of [1, 5, 22, 23, 24]) {
          const pages = await walk([store, other], { ...ofAnn, descending, limit });
          assert.deepEqual(pages.flat(), order);
          assert.equal(pages.length, Math.ceil(23 / limit), 'no empty page at the end');
        }
      }
    },
  },
  {
    name: 'walks a range, also one whose ends move on between the pages',
    async run({ open }) {
      await using store = await open();
      const ids = await putItems(store, 20, (n) => n);
      await untilFound(store, { ...ofAnn, limit: 100 }, ids);
      const pages = await walk([store], { ...ofAnn, range: { from: 3, to: 15 }, limit: 4 });
      assert.deepEqual(pages.flat(), ids.slice(3, 16));
      const first = await store.documents.find({ ...ofAnn, range: { from: 3 }, limit: 4 });
      const moved = { ...ofAnn, range: { from: 10, to: 12 }, limit: 4, cursor: first.next ?? undefined };
      assert.deepEqual(await findIds(store, moved), ids.slice(10, 13));
    },
  },
  {
    name: 'neither repeats nor misses a document that stays, whatever comes and goes between the pages',
    async run({ open }) {
      await using store = await open();
      const random = createRandom(7);
      const stable = Array.from({ length: 30 }, (_, n) => `stable${n}`);
      await store.documents.put(stable.map((id, n) => itemOf(id, 1, { owner: 'ann', at: n * 10 })));
      await untilFound(store, { ...ofAnn, limit: 100 }, stable);
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 100; page += 1) {
        const { items, next } = await store.documents.find({ ...ofAnn, limit: 4, cursor });
        seen.push(...items.map(({ id }) => id).filter((id) => id.startsWith('stable')));
        if (next === null) break;
        cursor = next;
        const comers = [0, 1, 2].map((n) =>
          itemOf(`new${page}-${n}`, 1, { owner: 'ann', at: Math.floor(random() * 290) }),
        );
        const goers = page === 0 ? [] : [itemOf(`new${page - 1}-0`, 2, null)];
        await store.documents.put([...comers, ...goers]);
      }
      assert.deepEqual(seen, stable);
    },
  },
  {
    name: 'goes on from a cursor whose document has gone or moved',
    async run({ open }) {
      await using store = await open();
      const ids = await putItems(store, 6, (n) => n);
      await untilFound(store, { ...ofAnn, limit: 100 }, ids);
      const { next } = await store.documents.find({ ...ofAnn, limit: 3 });
      const rest = { ...ofAnn, limit: 10, cursor: next ?? undefined };
      await store.documents.put([itemOf('i0002', 2, null)]);
      await untilFound(store, rest, ids.slice(3));
      await store.documents.put([itemOf('i0002', 3, { owner: 'ann', at: 99 })]);
      await untilFound(store, rest, [...ids.slice(3), 'i0002']);
    },
  },
  {
    name: 'walks texts of any script',
    async run({ open }) {
      await using store = await open();
      const names = ['', '"', 'A', 'a', 'a\\b', 'ß', '東', '\uff5e', '🎪', '🎪🎭'];
      await store.documents.put(names.map((name, n) => itemOf(`x${n}`, 1, { owner: 'ann', status: 'held', name })));
      const query = { collection, index: 'by-owner-and-status', key: ['ann', 'held'] } as const;
      const ids = names.map((_, n) => `x${n}`);
      await untilFound(store, { ...query, limit: 100 }, ids);
      assert.deepEqual((await walk([store], { ...query, limit: 1 })).flat(), ids);
      assert.deepEqual((await walk([store], { ...query, limit: 3, descending: true })).flat(), ids.toReversed());
    },
  },
  {
    name: 'refuses a cursor that is broken or belongs to another query',
    async run({ open }) {
      await using store = await open();
      const ids = await putItems(store, 5, (n) => n);
      await untilFound(store, { ...ofAnn, limit: 100 }, ids);
      const { next } = await store.documents.find({ ...ofAnn, limit: 2 });
      assert.ok(next !== null && /^[\w-]+$/.test(next), 'a cursor can stand in an address as it is');
      const cursor = next;
      const broken = [
        '',
        'x',
        '!!',
        cursor.slice(0, -2),
        `${cursor}AA`,
        `A${cursor}`,
        cursor.toUpperCase(),
        'bnVsbA',
        'W10',
        '東',
      ];
      const refused: readonly FindOptions[] = [
        ...broken.map((wrong) => ({ ...ofAnn, limit: 2, cursor: wrong })),
        { ...ofAnn, key: ['bob'], limit: 2, cursor },
        { ...ofAnn, descending: true, limit: 2, cursor },
        { collection, index: 'all', key: [], limit: 2, cursor },
      ];
      for (const options of refused) await assert.rejects(store.documents.find(options), InvalidCursorError);
      assert.deepEqual(await findIds(store, { ...ofAnn, limit: 2, cursor }), ids.slice(2, 4));
    },
  },
];

async function putItems(store: Store, count: number, at: (n: number) => number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, n) => `i${String(n).padStart(4, '0')}`);
  await store.documents.put(ids.map((id, n) => itemOf(id, 1, { owner: 'ann', at: at(n) })));
  return ids;
}

/** All pages of a list, read from the stores by turns: a cursor is good on every connection. */
async function walk(stores: readonly Store[], options: FindOptions): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let cursor: string | undefined;
  while (pages.length < 100) {
    const store = stores[pages.length % stores.length];
    if (!store) throw new RangeError('no store to walk');
    const { items, next } = await store.documents.find({ ...options, cursor });
    assert.ok(items.length <= options.limit);
    pages.push(items.map(({ id }) => id));
    if (next === null) return pages;
    cursor = next;
  }
  return assert.fail('the list never ended');
}
