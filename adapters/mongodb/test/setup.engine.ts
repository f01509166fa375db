import type { Collection, FindOptions, SetupStep, Store } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { connectMongodb, type MongodbConnection } from '../src/index.ts';
import { collections, entryOf, noteOf } from './commits.ts';
import { makePlace } from './server.ts';

/** As many as a service has. */
const many: readonly Collection[] = [
  ...collections,
  { name: 'people', indexes: [] },
  ...['orders', 'halls', 'events', 'shows', 'guests', 'entries'].map((name) => ({
    name,
    indexes: ['by-owner', 'by-show', 'all'].map((index) => ({ name: index, key: [], sort: 'at' })),
  })),
];

describe('opening a store', () => {
  it('creates what is missing, tells each thing once, and then finds all of it', async () => {
    await using place = makePlace();
    const openings: SetupStep[][] = [];
    for (const _ of [1, 2]) {
      const steps: SetupStep[] = [];
      openings.push(steps);
      await using connection = await connectMongodb(place.url, { onSetup: (step) => steps.push(step) });
      await using store = await connection.open({ service: 'events', collections });
      expect(store.exclusive).toBe(false);
    }
    const [first = [], second = []] = openings;
    expect(new Set(first.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(second).toEqual(first.map(({ what }) => ({ what, outcome: 'present' })));
    const prefix = new URL(place.url).pathname.slice(1);
    expect(first.map(({ what }) => what)).toContain(`index by-owner of ${prefix}_events.documents.notes`);
    expect(new Set(first.map(({ what }) => what)).size).toBe(first.length);
  });

  it('works for many processes at once, each time', async () => {
    await using place = makePlace();
    await using opened = new AsyncDisposableStack();
    const connections = await Promise.all(Array.from({ length: 8 }, place.connect));
    // A database that nobody has seen, each time: what they do there at once is what has gone wrong before.
    for (let n = 10; n < 40; n += 1) {
      const open = async (connection: MongodbConnection): Promise<Store> =>
        opened.use(await connection.open({ service: `fresh-${n}`, collections: many }));
      const stores = await Promise.all(connections.map(open));
      const apart = await Promise.all(stores.map(async ({ log }, who) => log.append([entryOf(`s${who}`, 1)])));
      expect(apart.flat()).toEqual(stores.map(() => 'committed'));
      const together = await Promise.all(stores.map(async ({ log }) => log.append([entryOf('s', 1)])));
      expect(together.flat().toSorted()).toEqual(['committed', ...stores.slice(1).map(() => 'conflict')]);
      const later = stores.map(async ({ documents }, who) => documents.put([noteOf(`n${who}`), noteOf('n')]));
      await Promise.all(later);
      expect(await stores[0]?.documents.getMany('notes', ['n', 'n0', 'n7'])).toHaveLength(3);
    }
  });

  it('keeps the services of a prefix apart', async () => {
    await using place = makePlace();
    const connection = await place.connect();
    await using events = await connection.open({ service: 'events', collections });
    await using bookings = await connection.open({ service: 'bookings', collections: [] });
    await events.log.append([entryOf('s', 1)]);
    expect(await Array.fromAsync(bookings.log.streams(''))).toEqual([]);
    await expect(bookings.documents.get('notes', 'n')).rejects.toThrow(RangeError);
    await expect(connection.open({ service: '../x', collections })).rejects.toThrow(RangeError);
    const dotted = [{ name: 'notes', indexes: [{ name: 'a.b', key: [], sort: 'at' }] }];
    await expect(connection.open({ service: 'events', collections: dotted })).rejects.toThrow(RangeError);
  });

  it('gives earlier documents their places in indexes that are declared otherwise than before', async () => {
    await using place = makePlace();
    const connection = await place.connect();
    const open = async (indexes: Collection['indexes']) =>
      connection.open({ service: 'events', collections: [{ name: 'notes', indexes }] });
    const idsOf = async (store: Store, options: Pick<FindOptions, 'index' | 'key'>) =>
      (await store.documents.find({ collection: 'notes', limit: 2_000, ...options })).items.map(({ id }) => id);

    await using first = await open([]);
    const ids = Array.from({ length: 1_203 }, (_, n) => `n${String(n).padStart(4, '0')}`);
    await first.documents.put(
      ids.map((id, n) => ({ collection: 'notes', id, version: 1, document: { owner: `o${n % 2}`, at: -n } })),
    );
    await first.documents.put([{ collection: 'notes', id: 'gone', version: 1, document: null }]);
    await using second = await open([
      { name: 'by-owner', key: ['owner'], sort: 'at' },
      { name: 'all', key: [], sort: 'at' },
    ]);
    expect(await idsOf(second, { index: 'all', key: [] })).toEqual(ids.toReversed());
    expect(await idsOf(second, { index: 'by-owner', key: ['o1'] })).toHaveLength(601);
    await using third = await open([{ name: 'by-owner', key: ['owner'], sort: 'owner' }]);
    expect(await idsOf(third, { index: 'by-owner', key: ['o0'] })).toEqual(ids.filter((_, n) => n % 2 === 0));
  });
});
