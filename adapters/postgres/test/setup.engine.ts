import type { Collection, SetupStep, Store } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { connectPostgres } from '../src/index.ts';
import { engineUrl, entryOf, makePlace, notes, openNotes, runSql, withPrefix } from './place.ts';

const everything = ['schema', 'commits', 'outbox', 'collections', 'documents', 'append_1', 'put_documents_1'];

async function setUp(url: string): Promise<readonly SetupStep[]> {
  const steps: SetupStep[] = [];
  await using postgres = await connectPostgres(url, { onSetup: (step) => steps.push(step) });
  await using _store = await postgres.open({ service: 'notes', collections: notes });
  return steps;
}

/** A user who may connect and no more, removed with its scope. */
async function makeUser(prefix: string): Promise<AsyncDisposable & { readonly name: string; readonly url: string }> {
  const name = `${prefix}_user`;
  await runSql(`CREATE ROLE ${name} LOGIN PASSWORD 'not-a-secret'`);
  const url = new URL(withPrefix(engineUrl, prefix));
  url.username = name;
  url.password = 'not-a-secret';
  const remove = async () => {
    await runSql(`DROP OWNED BY ${name}`);
    await runSql(`DROP ROLE ${name}`);
  };
  return { name, url: url.href, [Symbol.asyncDispose]: remove };
}

describe('setting up', () => {
  it('makes what is missing, says so, and finds it there the next time', async () => {
    await using place = makePlace();
    const first = await setUp(place.url);
    expect(new Set(first.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    for (const part of everything) expect(first.map(({ what }) => what).join('\n')).toContain(part);
    const second = await setUp(place.url);
    expect(second).toEqual(first.map(({ what }) => ({ what, outcome: 'present' })));
  });

  it('adds what is missing of a schema that an operator has made', async () => {
    await using place = makePlace();
    await runSql(`CREATE SCHEMA ${place.prefix}_notes`);
    const steps = await setUp(place.url);
    expect(steps.filter(({ outcome }) => outcome === 'present').map(({ what }) => what)).toEqual([
      `schema ${place.prefix}_notes`,
    ]);
  });

  it('leaves a log that an operator has partitioned as it is, and writes to it', async () => {
    await using place = makePlace();
    const schema = `${place.prefix}_notes`;
    await runSql(`CREATE SCHEMA ${schema}`);
    await runSql(`CREATE TABLE ${schema}.commits (
      stream text COLLATE "C" NOT NULL, version bigint NOT NULL, id text COLLATE "C" NOT NULL, at bigint NOT NULL,
      events text NOT NULL, PRIMARY KEY (stream, version)
    ) PARTITION BY HASH (stream)`);
    for (const remainder of [0, 1, 2]) {
      const bounds = `FOR VALUES WITH (MODULUS 3, REMAINDER ${remainder})`;
      await runSql(`CREATE TABLE ${schema}.commits_${remainder} PARTITION OF ${schema}.commits ${bounds}`);
    }
    await using store = await openNotes(place.url);
    const streams = Array.from({ length: 20 }, (_, n) => `s/${n}`).toSorted();
    for (const version of [1, 2]) {
      const outcomes = await store.log.append(streams.map((stream) => entryOf(stream, version)));
      expect(new Set(outcomes)).toEqual(new Set(['committed']));
    }
    expect(await store.log.append([entryOf('s/1', 2, 'other'), entryOf('s/1', 2)])).toEqual(['conflict', 'committed']);
    expect(await Array.fromAsync(store.log.streams('s/'))).toEqual(streams);
    expect(await Array.fromAsync(store.log.read('s/7'))).toHaveLength(2);
  });

  it('is done once when many do it at once', async () => {
    await using place = makePlace();
    const all = await Promise.all(Array.from({ length: 8 }, async () => setUp(place.url)));
    expect(all.flat().filter(({ what, outcome }) => what.startsWith('schema') && outcome === 'created')).toHaveLength(
      1,
    );
    await using store = await openNotes(place.url);
    expect(await store.log.append([entryOf('s', 1)])).toEqual(['committed']);
  });

  it('names everything that is missing to a user who may not create it', async () => {
    await using place = makePlace();
    await using user = await makeUser(place.prefix);
    const refused = setUp(user.url);
    await expect(refused).rejects.toMatchObject({ name: 'SetupMissingError' });
    const message = await refused.catch((error: unknown) => String(error));
    for (const part of everything) expect(message).toContain(part);
    expect(message).not.toContain('not-a-secret');
  });

  it('names the rights that a user lacks, and is content with just those', async () => {
    await using place = makePlace();
    await setUp(place.url);
    await using user = await makeUser(place.prefix);
    const schema = `${place.prefix}_notes`;
    await expect(setUp(user.url)).rejects.toThrow(`USAGE on schema ${schema}`);
    await runSql(`GRANT USAGE ON SCHEMA ${schema} TO ${user.name}`);
    await runSql(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${user.name}`);
    await expect(setUp(user.url)).rejects.toThrow(`DELETE on table ${schema}.outbox`);
    await runSql(`GRANT DELETE ON ${schema}.outbox TO ${user.name}`);
    await using store = await openNotes(user.url);
    expect(await store.log.append([entryOf('s', 1)])).toEqual(['committed']);
    await store.log.published([{ stream: 's', throughVersion: 1 }]);
    expect(await store.log.pending({ olderThanMs: 0, limit: 5 })).toEqual([]);
  });

  it('says in one line where a database cannot be reached, without the password', async () => {
    await using place = makePlace();
    const wrong = new URL(place.url);
    wrong.username = 'nobody_known';
    wrong.password = 'not-a-secret';
    const away = new URL(wrong);
    away.host = '127.0.0.1:1';
    const other = new URL(place.url);
    other.pathname = '/nobodys';
    for (const [url, reason] of [
      [wrong, /nobody_known/],
      [away, /127\.0\.0\.1:1\/.*ECONNREFUSED/],
      [other, /nobodys/],
    ] as const) {
      const refused = setUp(url.href);
      await expect(refused).rejects.toMatchObject({ name: 'StoreUnavailableError' });
      await expect(refused).rejects.toThrow(reason);
      expect(await refused.catch((error: unknown) => String(error))).not.toMatch(/not-a-secret|\n/);
    }
  });

  it('keeps the services of one database apart', async () => {
    await using place = makePlace();
    await using postgres = await connectPostgres(place.url);
    await using one = await postgres.open({ service: 'one', collections: notes });
    await using two = await postgres.open({ service: 'two-b', collections: notes });
    await one.log.append([entryOf('s', 1)]);
    expect(await Array.fromAsync(two.log.streams(''))).toEqual([]);
    expect(await two.log.append([entryOf('s', 1, 'other')])).toEqual(['committed']);
    expect(await one.documents.get('notes', 's@1@other')).toBeUndefined();
  });
});

describe('the indexes of a collection', () => {
  const byWriter = { name: 'by-writer', key: ['writer'], sort: 'at' };
  const all = { name: 'all', key: [], sort: 'at' };
  const collectionsWith = (indexes: Collection['indexes']) => [{ name: 'notes', indexes }];
  const idsOf = async (store: Store, index: string, key: readonly string[]) =>
    (await store.documents.find({ collection: 'notes', index, key, limit: 5_000 })).items.map(({ id }) => id);

  it('are filled anew from the documents when they are declared otherwise than before', async () => {
    await using place = makePlace();
    const ids = Array.from({ length: 1_200 }, (_, n) => `n${String(n).padStart(4, '0')}`);
    {
      await using store = await openNotes(place.url, collectionsWith([]));
      await store.documents.put(
        ids.map((id, n) => ({ collection: 'notes', id, version: 1, document: { writer: `w${n % 2}`, at: -n } })),
      );
      await store.documents.put([{ collection: 'notes', id: 'gone', version: 1, document: null }]);
    }
    {
      await using store = await openNotes(place.url, collectionsWith([byWriter, all]));
      expect(await idsOf(store, 'all', [])).toEqual(ids.toReversed());
      expect(await idsOf(store, 'by-writer', ['w1'])).toHaveLength(600);
    }
    await using store = await openNotes(place.url, collectionsWith([{ ...byWriter, sort: 'writer' }]));
    expect(await idsOf(store, 'by-writer', ['w0'])).toHaveLength(600);
    await expect(idsOf(store, 'all', [])).rejects.toThrow(/no index all/);
    await store.documents.put([{ collection: 'notes', id: 'n0000', version: 2, document: { writer: 'w9', at: 1 } }]);
    expect(await idsOf(store, 'by-writer', ['w9'])).toEqual(['n0000']);
    expect(await idsOf(store, 'by-writer', ['w0'])).toHaveLength(599);
  });

  it('are at most six', async () => {
    await using place = makePlace();
    const many = Array.from({ length: 7 }, (_, n) => ({ ...byWriter, name: `index-${n}` }));
    await expect(openNotes(place.url, collectionsWith(many))).rejects.toThrow(RangeError);
  });
});
