import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Collection, SetupStep, Store } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../src/client.ts';
import { connectDynamodb } from '../src/index.ts';
import { readSettings } from '../src/settings.ts';
import { answeredError, connectThroughFault, type Fault } from '../src/testing.ts';
import { type EnginePlace, takePlace } from './engine-url.ts';

const patience = { timeout: 30_000 };

const byWriter = { name: 'by-writer', key: ['writer'], sort: 'at' };
const all = { name: 'all', key: [], sort: 'at' };
const notes = (indexes: Collection['indexes']): readonly Collection[] => [{ name: 'notes', indexes }];
const tables = ['commits', 'marks', 'documents.notes'];

const denied: Fault = ({ operation }) =>
  /^(Create|Update|Delete)Table$/.test(operation) ? { before: answeredError('AccessDeniedException') } : undefined;

/** Opens the place's store; answers what was told of setting it up. */
async function openWith(
  place: EnginePlace,
  opened: AsyncDisposableStack,
  { indexes = [byWriter], fault = () => undefined }: { indexes?: Collection['indexes']; fault?: Fault } = {},
): Promise<{ readonly store: Store; readonly steps: readonly SetupStep[] }> {
  const steps: SetupStep[] = [];
  const connection = opened.use(await connectThroughFault(place.url, fault, { onSetup: (step) => steps.push(step) }));
  const store = opened.use(await connection.open({ service: 'setup', collections: notes(indexes) }));
  return { store, steps };
}

function expectedSteps(place: EnginePlace, outcome: SetupStep['outcome']): readonly SetupStep[] {
  const { prefix } = readSettings(place.url);
  return tables.map((table) => ({ what: `table ${prefix}_setup.${table}`, outcome }));
}

const byName = (left: SetupStep, right: SetupStep) => left.what.localeCompare(right.what);

describe('setting up', () => {
  it('makes what is missing, and finds it the next time', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { steps } = await openWith(place, opened);
    expect(steps.toSorted(byName)).toEqual(expectedSteps(place, 'created').toSorted(byName));
    const again = await openWith(place, opened, { fault: denied });
    expect(again.steps.toSorted(byName)).toEqual(expectedSteps(place, 'present').toSorted(byName));
  });

  it('may be done by many at once', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const stores = await Promise.all(Array.from({ length: 5 }, async () => openWith(place, opened)));
    const document = { writer: 'ann', at: 1 };
    for (const [n, { store }] of stores.entries()) {
      await store.documents.put([{ collection: 'notes', id: `n${n}`, version: 1, document }]);
    }
    await vi.waitFor(async () => {
      const [first] = stores;
      const found = await first?.store.documents.find({
        collection: 'notes',
        index: 'by-writer',
        key: ['ann'],
        limit: 9,
      });
      expect(found?.items).toHaveLength(5);
    }, patience);
  });

  it('names everything that is missing where it is not allowed', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const refusal: unknown = await openWith(place, opened, { fault: denied }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'SetupMissingError' });
    for (const { what } of expectedSteps(place, 'created')) expect(String(refusal)).toContain(what);
    await openWith(place, opened);
    const other: unknown = await openWith(place, opened, { indexes: [byWriter, all], fault: denied }).catch(
      (error: unknown) => error,
    );
    expect(String(other)).toMatch(
      /^SetupMissingError: .*missing: index all\.\w{6} of table test-.*_setup\.documents\.notes\.$/,
    );
  });

  it('says what it may not look at', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const fault: Fault = () => ({ before: answeredError('AccessDeniedException') });
    await expect(openWith(place, opened, { fault })).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      message: expect.stringContaining('AccessDeniedException'),
    });
  });

  it('leaves a table alone that is somebody else’s', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const settings = readSettings(place.url);
    const client = createClient(settings);
    opened.defer(() => client.destroy());
    await client.send(
      new CreateTableCommand({
        TableName: `${settings.prefix}_setup.marks`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'cat', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'cat', KeyType: 'HASH' }],
      }),
    );
    await expect(openWith(place, opened)).rejects.toThrow(/_setup\.marks is not one of MyEvents/);
  });

  it('refuses names that cannot be those of tables', async () => {
    await using place = takePlace();
    await using connection = await connectDynamodb(place.url);
    await expect(connection.open({ service: '../x', collections: [] })).rejects.toThrow(RangeError);
    const odd = [{ name: 'no/tes', indexes: [] }];
    await expect(connection.open({ service: 'setup', collections: odd })).rejects.toThrow(RangeError);
  });
});

describe('an index that is declared later, or otherwise', () => {
  it('holds the documents that were there', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const ids = Array.from({ length: 120 }, (_, n) => `n${String(n).padStart(3, '0')}`);
    const { store } = await openWith(place, opened, { indexes: [] });
    await store.documents.put(
      ids.map((id, n) => ({
        collection: 'notes',
        id,
        version: 1,
        document: { writer: `w${n % 2}`, at: -n, place: id },
      })),
    );
    await store.documents.put([{ collection: 'notes', id: 'gone', version: 1, document: null }]);

    const second = await openWith(place, opened, { indexes: [byWriter, all] });
    expect(second.steps.filter(({ what, outcome }) => what.startsWith('index') && outcome === 'created')).toHaveLength(
      2,
    );
    await expectFound(second.store, { index: 'all', key: [] }, ids.toReversed());
    await expectFound(second.store, { index: 'by-writer', key: ['w1'] }, ids.filter((_, n) => n % 2 === 1).reverse());

    const third = await openWith(place, opened, { indexes: [{ ...byWriter, sort: 'place' }] });
    await expectFound(
      third.store,
      { index: 'by-writer', key: ['w1'] },
      ids.filter((_, n) => n % 2 === 1),
    );
    await third.store.documents.put([
      { collection: 'notes', id: 'n001', version: 2, document: { writer: 'w9', place: '' } },
    ]);
    await expectFound(third.store, { index: 'by-writer', key: ['w9'] }, ['n001']);
  });

  it('is filled by the next one when filling was interrupted', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { store } = await openWith(place, opened, { indexes: [] });
    const writes = ['a', 'b', 'c'].map((id, at) => ({ collection: 'notes', id, version: 1, document: { at } }));
    await store.documents.put(writes);
    const fault: Fault = ({ operation }) =>
      operation === 'UpdateItem' ? { before: answeredError('AccessDeniedException') } : undefined;
    await expect(openWith(place, opened, { indexes: [all], fault })).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
    const next = await openWith(place, opened, { indexes: [all] });
    await expectFound(next.store, { index: 'all', key: [] }, ['a', 'b', 'c']);
  });
});

describe('places that are longer than a sort key may be', () => {
  it('are found in their order, page by page, in both directions', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { store } = await openWith(place, opened, { indexes: [{ name: 'by-text', key: [], sort: 'text' }] });
    const long = 'x'.repeat(1_010);
    const texts = [
      'w',
      ...Array.from({ length: 12 }, (_, n) => `${long}${String.fromCodePoint(0x4e00 + n)}`),
      `${long}龥`,
      'y',
    ];
    const ids = texts.map((_, n) => `${'i'.repeat(500)}${String(99 - n)}`);
    await store.documents.put(
      texts.map((text, n) => ({ collection: 'notes', id: ids[n] ?? '', version: 1, document: { text } })).reverse(),
    );
    const query = { index: 'by-text', key: [] };
    await expectFound(store, query, ids);
    await expectFound(store, { ...query, descending: true }, ids.toReversed());
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await store.documents.find({ collection: 'notes', ...query, limit: 4, cursor });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
    await expectFound(store, { ...query, range: { from: texts[3], to: texts[9] } }, ids.slice(3, 10));
  });
});

async function expectFound(
  store: Store,
  query: Omit<Parameters<Store['documents']['find']>[0], 'collection' | 'limit'>,
  expected: readonly string[],
): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await store.documents.find({ collection: 'notes', limit: 1_000, ...query });
      expect(found.items.map(({ id }) => id)).toEqual(expected);
    },
    { timeout: 20_000, interval: 100 },
  );
}
