import assert from 'node:assert/strict';
import { type Commit, commitBytesMax } from '../../event-log.ts';
import type { ContractCase } from '../contract-case.ts';
import { appendInOrder, collect, edgeTexts, entryOf, readVersions, type StoreSubject } from '../store-subject.ts';
import { until } from '../until.ts';

/** What comes out is what went in, in order. */
export const readCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'reads a stream in order, whole or after a version, on every connection',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      const commits = await appendInOrder(store.log, 'ordered', 12);
      assert.deepEqual(await collect(other.log.read('ordered')), commits);
      assert.deepEqual(await collect(other.log.read('ordered', 0)), commits);
      assert.deepEqual(await collect(other.log.read('ordered', 7)), commits.slice(7));
      assert.deepEqual(await collect(other.log.read('ordered', 12)), []);
      assert.deepEqual(await collect(other.log.read('ordered', 99)), []);
    },
  },
  {
    name: 'finds a stream empty that nobody wrote to',
    async run({ open }) {
      await using store = await open();
      assert.deepEqual(await collect(store.log.read('nobody')), []);
      assert.equal(await store.log.readOne({ stream: 'nobody', version: 1 }), undefined);
      assert.deepEqual(await collect(store.log.streams('')), []);
    },
  },
  {
    name: 'keeps streams with similar names apart',
    async run({ open }) {
      await using store = await open();
      const streams = ['show/1', 'show/10', 'SHOW/1', 'show/1 ', 'show', 'show/', 'shów/1', 'show%1', 'show_1'];
      const outcomes = await store.log.append(streams.map((stream) => entryOf(stream, 1)));
      assert.deepEqual(new Set(outcomes), new Set(['committed']));
      for (const stream of streams) {
        const commits = await collect(store.log.read(stream));
        assert.deepEqual(
          commits.map((commit) => commit.stream),
          [stream],
        );
      }
    },
  },
  {
    name: 'reads one commit by its key',
    async run({ open }) {
      await using store = await open();
      const commits = await appendInOrder(store.log, 'one', 3);
      assert.deepEqual(await store.log.readOne({ stream: 'one', version: 2 }), commits[1]);
      assert.equal(await store.log.readOne({ stream: 'one', version: 4 }), undefined);
      assert.equal(await store.log.readOne({ stream: 'one', version: 0 }), undefined);
    },
  },
  {
    name: 'reads a long stream without a gap, while it grows',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      await appendInOrder(store.log, 'long', 250);
      const growing = appendInOrder(store.log, 'long', 300, 251);
      const seen = await readVersions(other.log, 'long');
      await growing;
      assert.ok(seen.length >= 250);
      assert.deepEqual(
        seen,
        seen.map((_, n) => n + 1),
      );
      assert.equal((await readVersions(other.log, 'long', 100)).length, 200);
    },
  },
  {
    name: 'lets a reader stop half way',
    async run({ open }) {
      await using store = await open();
      await appendInOrder(store.log, 'half', 10);
      for await (const { version } of store.log.read('half')) if (version === 3) break;
      await appendInOrder(store.log, 'half', 11, 11);
      assert.equal((await readVersions(store.log, 'half')).length, 11);
    },
  },
  {
    name: 'lists the streams with a prefix, taken literally, once each and in order',
    async run({ open }) {
      await using store = await open();
      const named = [
        'show/a',
        'show/b',
        'show/%',
        'show/_',
        'show_c',
        'show%d',
        'showe',
        'Show/f',
        'show/\u{1f600}',
        'show/\uff5e',
      ];
      const others = Array.from({ length: 300 }, (_, n) => `hall/${String(n).padStart(4, '0')}`);
      await store.log.append([...named, 'event/1'].map((stream) => entryOf(stream, 1)));
      for (let n = 0; n < others.length; n += 50) {
        await store.log.append(others.slice(n, n + 50).map((stream) => entryOf(stream, 1)));
      }
      await appendInOrder(store.log, 'show/a', 3, 2);
      const list = async (prefix: string) => collect(store.log.streams(prefix));
      await until('all streams are listed', async () => (await list('')).length === named.length + others.length + 1);
      assert.deepEqual(await list('show/'), ['show/%', 'show/_', 'show/a', 'show/b', 'show/\uff5e', 'show/\u{1f600}']);
      assert.deepEqual(await list('show_'), ['show_c']);
      assert.deepEqual(await list('show%'), ['show%d']);
      assert.deepEqual(await list('show/\u{1f600}'), ['show/\u{1f600}']);
      assert.deepEqual(await list('hall/'), others);
      assert.deepEqual(await list('nothing'), []);
    },
  },
  {
    name: 'gives back every text and number as it was',
    async run({ open }) {
      await using store = await open();
      const numbers = [0, -1, 2 ** 53 - 1, -(2 ** 53 - 1), 0.1, 1e-7, 1e21, 5e-324, Number.MAX_VALUE, 123456789.125];
      const events = [
        { type: 'Texts', texts: edgeTexts },
        { type: 'Numbers', numbers },
        { type: 'Nested', nested: { a: [null, true, false, { deep: [[[]]] }], '': 'empty name', 'a.b': 1, $set: 2 } },
      ];
      const entry = entryOf('exact', 1, { events });
      const commit: Commit = { ...entry.commit, at: 2 ** 53 - 1 };
      assert.deepEqual(await store.log.append([{ ...entry, commit }]), ['committed']);
      await using other = await open();
      assert.deepEqual(await other.log.readOne(commit), commit);
    },
  },
  {
    name: 'takes commits up to 200 KiB, in any script, several in a batch',
    async run({ open }) {
      await using store = await open();
      const entries = ['x', 'ß', '東', '🎪', '"', '\u0001'].map((filling, n) => largestEntry(`big/${n}`, filling));
      for (const { commit } of entries) {
        const bytes = Buffer.byteLength(JSON.stringify(commit));
        assert.ok(bytes <= commitBytesMax && bytes > commitBytesMax - 16);
      }
      assert.deepEqual(new Set(await store.log.append(entries)), new Set(['committed']));
      await using other = await open();
      for (const { commit } of entries) assert.deepEqual(await other.log.readOne(commit), commit);
    },
  },
  {
    name: 'refuses what is no commit: too large, no such version, a name that is no whole Unicode',
    async run({ open }) {
      await using store = await open();
      const tooLarge = entryOf('refused', 1, { events: [{ type: 'Big', text: 'x'.repeat(commitBytesMax) }] });
      await assert.rejects(store.log.append([entryOf('beside', 1), tooLarge]), RangeError);
      for (const version of [0, -1, 1.5, 2 ** 53, Number.NaN]) {
        await assert.rejects(store.log.append([entryOf('refused', version)]), RangeError);
      }
      await assert.rejects(store.log.append([entryOf('lone \ud83d', 1)]), RangeError);
      assert.deepEqual(await store.log.append([entryOf('refused', 1)]), ['committed']);
    },
  },
  {
    name: 'still holds everything after it was closed and opened again',
    async run({ open }) {
      const first = await open();
      const commits = await appendInOrder(first.log, 'kept', 5);
      await first.log.append([
        entryOf('kept/with', 1, {
          documents: [{ collection: 'contract-notes', id: 'kept', version: 1, document: { text: 'kept' } }],
        }),
      ]);
      await first[Symbol.asyncDispose]();
      await first[Symbol.asyncDispose]();
      await assert.rejects(first.log.append([entryOf('kept', 6)]));
      await using second = await open();
      assert.deepEqual(await collect(second.log.read('kept')), commits);
      assert.deepEqual((await second.documents.get('contract-notes', 'kept'))?.document, { text: 'kept' });
      assert.deepEqual(await second.log.append([entryOf('kept', 5)]), ['conflict']);
      assert.deepEqual(await second.log.append([entryOf('kept', 6)]), ['committed']);
    },
  },
  {
    name: 'finishes the appends under way before it closes',
    async run({ open }) {
      const store = await open();
      const appends = Array.from({ length: 20 }, (_, n) => store.log.append([entryOf(`closing/${n}`, 1)]));
      const closed = store[Symbol.asyncDispose]();
      assert.deepEqual(new Set((await Promise.all(appends)).flat()), new Set(['committed']));
      await closed;
      await using again = await open();
      await until(
        'all appended streams are listed',
        async () => (await collect(again.log.streams('closing/'))).length === 20,
      );
    },
  },
];

/** A commit as large as a commit may be, filled with one character over and over. */
function largestEntry(stream: string, filling: string) {
  const withText = (text: string) => entryOf(stream, 1, { id: stream, events: [{ type: 'Big', text }] });
  const roomBytes = commitBytesMax - Buffer.byteLength(JSON.stringify(withText('').commit));
  const fillingBytes = Buffer.byteLength(JSON.stringify(filling)) - 2;
  return withText(filling.repeat(Math.floor(roomBytes / fillingBytes)));
}
