import type { SetupStep } from '@myevents/ports';
import { type Db, MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../src/database.ts';
import { prepareDatabase } from '../src/setup.ts';
import { collections } from './commits.ts';

/** A database of a user who may look, and create nothing. */
function readOnlyDb(present: Readonly<Record<string, readonly string[]>>): Db {
  const deny = async () => Promise.reject(new MongoServerError({ code: 13, codeName: 'Unauthorized' }));
  const listOf = (names: readonly string[]) => ({ toArray: async () => names.map((name) => ({ name })) });
  const db = {
    databaseName: 'myevents_events',
    listCollections: () => listOf(Object.keys(present)),
    createCollection: deny,
    collection: (name: string) => ({ listIndexes: () => listOf(present[name] ?? []), createIndex: deny }),
  };
  return db as unknown as Db;
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
