import assert from 'node:assert/strict';
import { type DocumentWrite, documentBytesMax } from '../../document-store.ts';
import type { JsonObject } from '../../json.ts';
import type { ContractCase } from '../contract-case.ts';
import { createRandom, shuffled } from '../random.ts';
import { edgeTexts, type StoreSubject } from '../store-subject.ts';

const collection = 'contract-notes';

/** Put-if-newer and reading by id. */
export const putCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'reads a document by its id on every connection as soon as the write is answered',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      await one.documents.put([writeOf('a', 3, { text: 'three' })]);
      assert.deepEqual(await two.documents.get(collection, 'a'), { id: 'a', version: 3, document: { text: 'three' } });
      await two.documents.put([writeOf('a', 4, { text: 'four', more: [1, 2] })]);
      assert.deepEqual(await one.documents.get(collection, 'a'), {
        id: 'a',
        version: 4,
        document: { text: 'four', more: [1, 2] },
      });
      assert.equal(await one.documents.get(collection, 'b'), undefined);
      assert.equal(await one.documents.get('contract-items', 'a'), undefined, 'collections are apart');
    },
  },
  {
    name: 'puts nothing that is older or as old as what is there',
    async run({ open }) {
      await using store = await open();
      await store.documents.put([writeOf('a', 5, { text: 'first' })]);
      await store.documents.put([writeOf('a', 5, { text: 'same version' }), writeOf('a', 4, { text: 'older' })]);
      await store.documents.put([writeOf('a', 5, null)]);
      assert.deepEqual(await store.documents.get(collection, 'a'), {
        id: 'a',
        version: 5,
        document: { text: 'first' },
      });
    },
  },
  {
    name: 'ends with the newest version in whatever order, batches and connections the writes come',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      for (let seed = 1; seed <= 12; seed += 1) {
        const random = createRandom(seed);
        const writes = versionsOf(`p${seed}`, 8, random);
        const order = shuffled([...writes, ...shuffled(writes, random).slice(0, 3)], random);
        const cut = Math.floor(random() * order.length);
        await Promise.all([one.documents.put(order.slice(0, cut)), two.documents.put(order.slice(cut))]);
        const newest = writes.at(-1)?.document ?? undefined;
        const found = await one.documents.get(collection, `p${seed}`);
        assert.deepEqual(found?.document, newest, `seed ${seed}, order ${order.map(({ version }) => version).join()}`);
      }
    },
  },
  {
    name: 'leaves a tombstone: it reads as undefined, an older write changes nothing, a newer one revives it',
    async run({ open }) {
      await using store = await open();
      const read = async () => (await store.documents.get(collection, 'a'))?.document;
      await store.documents.put([writeOf('a', 1, { text: 'one' })]);
      await store.documents.put([writeOf('a', 3, null)]);
      assert.equal(await read(), undefined);
      await store.documents.put([writeOf('a', 2, { text: 'late' }), writeOf('a', 3, { text: 'same' })]);
      assert.equal(await read(), undefined);
      await store.documents.put([writeOf('a', 4, { text: 'back' })]);
      assert.deepEqual(await read(), { text: 'back' });
    },
  },
  {
    name: 'remembers the tombstone of a document that never was',
    async run({ open }) {
      const first = await open();
      await first.documents.put([writeOf('never', 7, null)]);
      await first[Symbol.asyncDispose]();
      await using second = await open();
      await second.documents.put([writeOf('never', 6, { text: 'late' })]);
      assert.equal(await second.documents.get(collection, 'never'), undefined);
      assert.deepEqual(await second.documents.getMany(collection, ['never']), [undefined]);
    },
  },
  {
    name: 'reads many in the order asked for, what is not there as undefined, the same one twice',
    async run({ open }) {
      await using store = await open();
      const ids = Array.from({ length: 150 }, (_, n) => `m${n}`);
      await store.documents.put(ids.map((id, n) => writeOf(id, 1, { n })));
      await store.documents.put([writeOf('m3', 2, null)]);
      const asked = ['m9', 'nobody', 'm1', 'm9', 'm3', ...ids.slice(20)];
      const found = await store.documents.getMany(collection, asked);
      assert.deepEqual(
        found.map((stored) => stored?.id),
        asked.map((id) => (id === 'nobody' || id === 'm3' ? undefined : id)),
      );
      assert.deepEqual(found[0], { id: 'm9', version: 1, document: { n: 9 } });
      assert.deepEqual(await store.documents.getMany(collection, []), []);
    },
  },
  {
    name: 'gives back every text and number of a document as it was, and finds ids to the last bit',
    async run({ open }) {
      await using store = await open();
      const document = { texts: edgeTexts, numbers: [2 ** 53 - 1, -1, 0.1, 1e-7], nested: { '': null, a: [[], {}] } };
      const ids = ['id', 'ID', 'id ', 'íd', 'i\u0301d', '🎪', '%', '_', "'", '"', 'a/b', 'a\\b', 'x'.repeat(200)];
      await store.documents.put(ids.map((id, n) => writeOf(id, n + 1, { ...document, id })));
      for (const [n, id] of ids.entries()) {
        assert.deepEqual(await store.documents.get(collection, id), {
          id,
          version: n + 1,
          document: { ...document, id },
        });
      }
    },
  },
  {
    name: 'keeps a document of 256 KiB, and refuses a larger one',
    async run({ open }) {
      await using store = await open();
      const document = { text: '🎪'.repeat((documentBytesMax - 12) / 4) };
      const tooLarge = { ...document, more: 1 };
      await assert.rejects(store.documents.put([writeOf('big', 1, tooLarge)]), RangeError);
      await store.documents.put([writeOf('big', 1, document)]);
      assert.deepEqual((await store.documents.get(collection, 'big'))?.document, document);
    },
  },
  {
    name: 'leaves a field out that is undefined',
    async run({ open }) {
      await using store = await open();
      await store.documents.put([writeOf('a', 1, { text: 'kept', gone: undefined })]);
      const found = await store.documents.get(collection, 'a');
      assert.deepEqual(Object.keys(found?.document ?? {}), ['text']);
    },
  },
];

function writeOf(id: string, version: number, document: JsonObject | null): DocumentWrite {
  return { collection, id, version, document };
}

/** Versions 1 to `through` of one document, about a quarter of them removals. */
function versionsOf(id: string, through: number, random: () => number): readonly DocumentWrite[] {
  return Array.from({ length: through }, (_, n) => writeOf(id, n + 1, random() < 0.25 ? null : { text: `v${n + 1}` }));
}
