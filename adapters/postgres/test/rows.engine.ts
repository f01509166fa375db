import { compareSortValues } from '@myevents/ports';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { connectPostgres } from '../src/index.ts';
import { entryOf, makePlace, openNotes } from './place.ts';

/** Any sequence of UTF-16 units: lone surrogates and NUL too. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
/** Whole Unicode, NUL and its neighbours among it more often than not. */
const anyName = fc.string({
  unit: fc.oneof(fc.constantFrom('\0', '\u0001', '\u0002', 'a'), fc.string({ unit: 'binary' })),
});

it('sorts an index as the ports say, whatever the values hold, and turns it round', async () => {
  await using place = makePlace();
  await using postgres = await connectPostgres(place.url);
  const collections = [{ name: 'items', indexes: [{ name: 'by-owner', key: ['owner'], sort: 'at' }] }];
  await using store = await postgres.open({ service: 'sorted', collections });
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  let round = 0;
  const sortedAlike = async (values: readonly (number | string)[]) => {
    round += 1;
    const owner = `owner ${round} \0\ud83d ${'long '.repeat(round % 2 === 0 ? 80 : 0)}`;
    await store.documents.put(
      values.map((at, n) => ({ collection: 'items', id: `${round}/${n}`, version: 1, document: { owner, at } })),
    );
    for (const descending of [false, true]) {
      const query = { collection: 'items', index: 'by-owner', key: [owner], descending, limit: values.length + 1 };
      const found = (await store.documents.find<{ at: number | string }>(query)).items;
      expect(found).toHaveLength(values.length);
      for (const [n, { document }] of found.entries()) {
        const before = found[n - 1]?.document.at ?? document.at;
        expect(compareSortValues(before, document.at) * (descending ? -1 : 1)).toBeLessThanOrEqual(0);
      }
      if (values.length > 1) {
        const first = await store.documents.find({ ...query, limit: 1 });
        const rest = await store.documents.find({ ...query, cursor: first.next ?? '' });
        expect([...first.items, ...rest.items]).toEqual(found);
      }
    }
  };
  const values = fc.oneof(fc.array(number, { minLength: 1 }), fc.array(anyText, { minLength: 1 }));
  await fc.assert(fc.asyncProperty(values, sortedAlike), { numRuns: 60 });
});

it('keeps streams and documents of any name apart, and lists streams in order', async () => {
  await using place = makePlace();
  await using store = await openNotes(place.url);
  const names = [...new Set(fc.sample(anyName, 150))];
  const entries = names.map((name) => entryOf(`any/${name}`, 1));
  expect(new Set(await store.log.append(entries))).toEqual(new Set(['committed']));
  expect(await Array.fromAsync(store.log.streams('any/'))).toEqual(
    entries.map(({ commit }) => commit.stream).toSorted(compareSortValues),
  );
  for (const { commit, documents } of entries) {
    expect(await Array.fromAsync(store.log.read(commit.stream))).toEqual([commit]);
    expect((await store.documents.get('notes', documents[0]?.id ?? ''))?.id).toBe(documents[0]?.id);
  }
  const pending = await store.log.pending({ olderThanMs: 0, limit: 1_000 });
  expect(new Set(pending.map(({ stream }) => stream))).toEqual(new Set(entries.map(({ commit }) => commit.stream)));
});

it('takes batches of the same streams and documents in any order at once, without a deadlock', async () => {
  await using place = makePlace();
  await using one = await openNotes(place.url);
  await using two = await openNotes(place.url);
  const streams = Array.from({ length: 40 }, (_, n) => `d/${n}`);
  const shared = streams.map((id) => ({ collection: 'notes', id, document: { writer: 'w', version: 1 } }));
  for (let version = 1; version <= 8; version += 1) {
    const appends = [one, two, one, two].map(async ({ log }, n) => {
      const entries = streams.map((stream, at) => {
        const documents = [shared[at], shared.at(-1 - at)].flatMap((write) => (write ? [{ ...write, version }] : []));
        return { ...entryOf(stream, version, `w${n}`), documents };
      });
      return log.append(n < 2 ? entries : entries.toReversed());
    });
    const puts = [one, two].map(async ({ documents }, n) => {
      const writes = shared.map((write) => ({ ...write, version: version * 10 }));
      await documents.put(n === 0 ? writes : writes.toReversed());
    });
    const marks = [one, two].map(async ({ log }, n) => {
      const watermarks = streams.map((stream) => ({ stream, throughVersion: version }));
      await log.published(n === 0 ? watermarks : watermarks.toReversed());
    });
    const outcomes = (await Promise.all(appends)).flat();
    await Promise.all([...puts, ...marks]);
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(streams.length);
  }
});
