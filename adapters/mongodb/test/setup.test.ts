import type { SetupStep } from '@myevents/ports';
import { type Db, MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../src/database.ts';
import { prepareDatabase } from '../src/setup.ts';
import { collections } from './commits.ts';

type Indexes = Readonly<Record<string, readonly string[]>>;

/** A database that has these collections and indexes, and answers so when it is to create more. */
function dbWith(present: Indexes, createIndexes: (collection: string) => Promise<void>): Db {
  const listOf = (names: readonly string[]) => ({ toArray: async () => names.map((name) => ({ name })) });
  const db = {
    databaseName: 'myevents_events',
    listCollections: () => listOf(Object.keys(present)),
    collection: (name: string) => ({
      listIndexes: () => listOf(present[name] ?? []),
      createIndexes: async () => createIndexes(name),
    }),
  };
  return db as unknown as Db;
}

/** That of a user who may look, and create nothing. */
function readOnlyDb(present: Indexes): Db {
  return dbWith(present, async () => Promise.reject(new MongoServerError({ code: 13, codeName: 'Unauthorized' })));
}

const whole = { commits: ['streams'], outbox: ['stream'], collections: [], 'documents.notes': ['by-owner'] };

async function prepare(db: Db): Promise<readonly SetupStep[]> {
  const steps: SetupStep[] = [];
  await prepareDatabase(createDatabase(db, 'host/myevents_events'), {
    collections,
    onSetup: (step) => steps.push(step),
  });
  return steps;
}

describe('a user who may create nothing', () => {
  it('can open what is whole', async () => {
    const steps = await prepare(readOnlyDb(whole));
    expect(steps.map(({ outcome }) => outcome)).toEqual(steps.map(() => 'present'));
    expect(steps).toHaveLength(7);
  });

  it('is told everything that is missing', async () => {
    const refusal = prepare(readOnlyDb({ ...whole, outbox: [], 'documents.notes': [] }));
    await expect(refusal).rejects.toMatchObject({ name: 'SetupMissingError' });
    await expect(refusal).rejects.toThrow(
      'index stream of myevents_events.outbox, index by-owner of myevents_events.documents.notes.',
    );
    const { commits: _, ...others } = whole;
    await expect(prepare(readOnlyDb(others))).rejects.toThrow(
      'collection myevents_events.commits, index streams of myevents_events.commits',
    );
  });
});

describe('a creation that fails', () => {
  const failure = new MongoServerError({ message: 'Unknown error: a document with ann@example.com was there already' });

  it('is none where somebody else has created the same', async () => {
    const present: Record<string, readonly string[]> = { ...whole, outbox: [] };
    const steps = await prepare(
      dbWith(present, async (name) => {
        present[name] = whole.outbox;
        throw failure;
      }),
    );
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['present']));
  });

  it('is tried again', async () => {
    const { outbox: _, ...others } = whole;
    let tries = 0;
    const steps = await prepare(
      dbWith(others, async () => {
        tries += 1;
        if (tries < 3) throw failure;
      }),
    );
    const created = steps.filter(({ outcome }) => outcome === 'created').map(({ what }) => what);
    expect(created).toEqual(['collection myevents_events.outbox', 'index stream of myevents_events.outbox']);
  });

  it('is told in the end, with what it was for and without what the server says', async () => {
    const { outbox: _, ...others } = whole;
    const refusal = prepare(dbWith(others, async () => Promise.reject(failure)));
    await expect(refusal).rejects.toMatchObject({ name: 'StoreUnavailableError' });
    await expect(refusal).rejects.toThrow(/^MongoDB host\/myevents_events: creating outbox: MongoServerError without/);
    await expect(refusal).rejects.not.toThrow(/ann/);
  });
});
