import assert from 'node:assert/strict';
import type { FindOptions } from '../../document-store.ts';
import type { JsonObject } from '../../json.ts';
import type { Store } from '../../store.ts';
import type { ContractCase } from '../contract-case.ts';
import { edgeTexts, type StoreSubject } from '../store-subject.ts';
import { until } from '../until.ts';
import { findIds, itemOf, untilFound } from './items.ts';

const collection = 'contract-items';

/** Finding documents by their indexes. */
export const findCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'finds the documents of a key, in the order of the sort field, then of the id',
    async run({ open }) {
      await using store = await open();
      await store.documents.put([
        itemOf('c', 1, { owner: 'ann', at: 30 }),
        itemOf('b', 1, { owner: 'ann', at: 10 }),
        itemOf('e', 1, { owner: 'ann', at: 20 }),
        itemOf('d', 1, { owner: 'ann', at: 20 }),
        itemOf('a', 1, { owner: 'bob', at: 20 }),
      ]);
      const query = { collection, index: 'by-owner', key: ['ann'], limit: 10 };
      await untilFound(store, query, ['b', 'd', 'e', 'c']);
      await untilFound(store, { ...query, descending: true }, ['c', 'e', 'd', 'b']);
      await untilFound(store, { ...query, key: ['nobody'] }, []);
      await untilFound(store, { collection, index: 'all', key: [], limit: 10 }, ['b', 'a', 'd', 'e', 'c']);
      const [first] = (await store.documents.find(query)).items;
      assert.deepEqual(first, { id: 'b', version: 1, document: { owner: 'ann', at: 10 } });
    },
  },
  {
    name: 'takes a range on the sort field, both ends included, either end open, in both directions',
    async run({ open }) {
      await using store = await open();
      const times = [-5, 0, 1, 1.5, 2, 10, 2 ** 53 - 1];
      await store.documents.put(times.map((at, n) => itemOf(`t${n}`, 1, { owner: 'ann', at })));
      const query = { collection, index: 'by-owner', key: ['ann'], limit: 10 };
      const ranges: readonly [NonNullable<FindOptions['range']>, readonly string[]][] = [
        [{}, ['t0', 't1', 't2', 't3', 't4', 't5', 't6']],
        [{ from: 1, to: 2 }, ['t2', 't3', 't4']],
        [{ from: 1.6 }, ['t4', 't5', 't6']],
        [{ to: 0 }, ['t0', 't1']],
        [{ from: 3, to: 9 }, []],
        [{ from: 9, to: 3 }, []],
        [{ from: 2 ** 53 - 1, to: undefined }, ['t6']],
      ];
      for (const [range, ids] of ranges) {
        await untilFound(store, { ...query, range }, ids);
        await untilFound(store, { ...query, range, descending: true }, ids.toReversed());
      }
      await untilFound(store, { ...query, range: { from: 1, to: 10 }, limit: 2 }, ['t2', 't3']);
    },
  },
  {
    name: 'orders texts by code point and takes ranges of them',
    async run({ open }) {
      await using store = await open();
      const names = ['', 'A', 'Z', 'a', 'a ', 'aa', 'b', 'é', '東', '\uff5e', '\u{1f600}'];
      await store.documents.put(
        names.map((name, n) => itemOf(`n${n}`, 1, { owner: 'ann', status: 'held', name })).reverse(),
      );
      const query = { collection, index: 'by-owner-and-status', key: ['ann', 'held'], limit: 20 };
      const ids = names.map((_, n) => `n${n}`);
      await untilFound(store, query, ids);
      await untilFound(store, { ...query, descending: true }, ids.toReversed());
      await untilFound(store, { ...query, range: { from: 'a', to: 'b' } }, ['n3', 'n4', 'n5', 'n6']);
      await untilFound(store, { ...query, range: { from: '\uff5e' } }, ['n9', 'n10']);
    },
  },
  {
    name: 'tells keys apart to the last bit',
    async run({ open }) {
      await using store = await open();
      const owners = [...edgeTexts, 'ann', 'Ann', 'ann ', 'a', 'b'];
      await store.documents.put(owners.map((owner, n) => itemOf(`k${n}`, 1, { owner, at: 1 })));
      for (const [n, owner] of owners.entries()) {
        await untilFound(store, { collection, index: 'by-owner', key: [owner], limit: 50 }, [`k${n}`]);
      }
    },
  },
  {
    name: 'tells keys of several fields apart, however they are joined',
    async run({ open }) {
      await using store = await open();
      const pairs = [
        ['a', 'b'],
        ['ab', ''],
        ['', 'ab'],
        ['a|b', 'c'],
        ['a', 'b|c'],
        ['a\u0000b', 'c'],
        ['a', 'b\u0000c'],
        ['a","b', 'c'],
        ['a', 'b","c'],
        ['a/b', 'c'],
        ['a', 'b/c'],
      ];
      await store.documents.put(pairs.map(([owner, status], n) => itemOf(`p${n}`, 1, { owner, status, name: 'x' })));
      for (const [n, key] of pairs.entries()) {
        await untilFound(store, { collection, index: 'by-owner-and-status', key, limit: 50 }, [`p${n}`]);
      }
    },
  },
  {
    name: 'leaves out of an index what lacks one of its fields or has it in another type',
    async run({ open }) {
      await using store = await open();
      const documents: Record<string, JsonObject> = {
        whole: { owner: 'ann', status: 'held', name: 'n', at: 1 },
        'no-owner': { status: 'held', name: 'n', at: 2 },
        'no-sort': { owner: 'ann', status: 'held', name: 'n' },
        'null-sort': { owner: 'ann', status: 'held', at: null },
        'number-key': { owner: 7, at: 3 },
        'nested-key': { owner: { ann: 'ann' }, at: 4 },
        empty: {},
      };
      await store.documents.put(Object.entries(documents).map(([id, document]) => itemOf(id, 1, document)));
      await untilFound(store, { collection, index: 'by-owner', key: ['ann'], limit: 9 }, ['whole']);
      await untilFound(store, { collection, index: 'all', key: [], limit: 9 }, [
        'whole',
        'no-owner',
        'number-key',
        'nested-key',
      ]);
      const byStatus = { collection, index: 'by-owner-and-status', key: ['ann', 'held'], limit: 9 };
      await untilFound(store, byStatus, ['no-sort', 'whole']);
      await untilFound(store, { ...byStatus, key: ['7', 'held'] }, []);
      assert.deepEqual((await store.documents.get(collection, 'empty'))?.document, {});
    },
  },
  {
    name: 'follows a document from key to key and place to place, into a tombstone and out of it',
    async run({ open }) {
      await using store = await open();
      const held = { collection, index: 'by-owner-and-status', key: ['ann', 'held'], limit: 9 };
      const booked = { ...held, key: ['ann', 'booked'] };
      await store.documents.put([itemOf('a', 1, { owner: 'ann', status: 'held', name: 'b' })]);
      await store.documents.put([itemOf('z', 1, { owner: 'ann', status: 'held', name: 'c' })]);
      await untilFound(store, held, ['a', 'z']);
      await store.documents.put([itemOf('a', 2, { owner: 'ann', status: 'held', name: 'd' })]);
      await untilFound(store, held, ['z', 'a']);
      await store.documents.put([itemOf('a', 3, { owner: 'ann', status: 'booked', name: 'd' })]);
      await untilFound(store, held, ['z']);
      await untilFound(store, booked, ['a']);
      await store.documents.put([itemOf('a', 2, { owner: 'ann', status: 'held', name: 'late' })]);
      await untilFound(store, held, ['z']);
      await store.documents.put([itemOf('a', 4, null)]);
      await untilFound(store, booked, []);
      await store.documents.put([itemOf('a', 5, { owner: 'ann', status: 'booked', name: 'e' })]);
      await untilFound(store, booked, ['a']);
    },
  },
  {
    name: 'finds the documents that came with commits, on other connections and after opening again',
    async run({ open }) {
      const first = await open();
      const query = { collection, index: 'by-owner', key: ['ann'], limit: 9 };
      const commit = { stream: 's', version: 1, id: 'c1', at: 1, events: [{ type: 'Noted' }] };
      const documents = [itemOf('b', 1, { owner: 'ann', at: 2 }), itemOf('a', 1, { owner: 'ann', at: 1 })];
      await first.log.append([{ commit, documents }]);
      await using beside = await open();
      await untilFound(beside, query, ['a', 'b']);
      await first[Symbol.asyncDispose]();
      await using second = await open();
      await untilFound(second, query, ['a', 'b']);
    },
  },
  {
    name: 'refuses collections and indexes nobody declared, and limits that are none',
    async run({ open }) {
      await using store = await open();
      const query = { collection, index: 'by-owner', key: ['ann'], limit: 5 };
      await assert.rejects(store.documents.find({ ...query, collection: 'undeclared' }), /undeclared/);
      await assert.rejects(store.documents.find({ ...query, index: 'undeclared' }), /undeclared/);
      await assert.rejects(store.documents.get('undeclared', 'a'), /undeclared/);
      await assert.rejects(store.documents.put([{ ...itemOf('a', 1, {}), collection: 'undeclared' }]), /undeclared/);
      await assert.rejects(store.documents.find({ ...query, key: [] }), /key/);
      for (const limit of [0, -1, 1.5, Number.NaN])
        await assert.rejects(store.documents.find({ ...query, limit }), /limit/);
    },
  },
  {
    name: 'answers finds and gets while writes are under way',
    async run({ open }) {
      await using store = await open();
      const writes = Array.from({ length: 40 }, async (_, n) =>
        store.documents.put([itemOf(`w${n}`, 1, { owner: 'ann', at: n })]),
      );
      const query = { collection, index: 'by-owner', key: ['ann'], limit: 100 };
      const seen = await findIds(store, query);
      await Promise.all(writes);
      await until('all written documents are found', async () => (await findIds(store, query)).length === 40);
      assert.ok(seen.length <= 40);
      await assertVersions(store);
    },
  },
];

async function assertVersions(store: Store): Promise<void> {
  const { items } = await store.documents.find({ collection, index: 'by-owner', key: ['ann'], limit: 100 });
  assert.deepEqual(new Set(items.map(({ version }) => version)), new Set([1]));
}
