import { type Collection, SetupMissingError, type SetupStep } from '@myevents/ports';
import { type IndexSpecification, MongoServerError } from 'mongodb';
import { type Database, documentsOf } from './database.ts';
import { codes, isDenied } from './mongo-failure.ts';

interface WantedIndex {
  readonly name: string;
  readonly key: IndexSpecification;
}

interface WantedCollection {
  readonly name: string;
  readonly indexes: readonly WantedIndex[];
}

/**
 * Looks what is there and creates what is missing; any number of processes may do so at once, and again. All indexes are
 * sparse and none is unique: they make finding quick, and nothing depends on them but that.
 * @throws SetupMissingError naming everything that is missing and may not be created.
 */
export async function prepareDatabase(
  database: Database,
  {
    collections,
    onSetup,
  }: { readonly collections: readonly Collection[]; readonly onSetup: (step: SetupStep) => void },
): Promise<void> {
  const present = new Set(await namesOf(database));
  const missing: string[] = [];
  for (const wanted of wantedCollections(collections)) {
    const what = `collection ${database.db.databaseName}.${wanted.name}`;
    const outcome = present.has(wanted.name) ? 'present' : await tryTo(async () => createCollection(database, wanted));
    if (outcome === 'denied') missing.push(what);
    else onSetup({ what, outcome });
    const indexes = outcome === 'denied' ? [] : await indexesOf(database, wanted);
    for (const index of wanted.indexes) {
      const on = `index ${index.name} of ${database.db.databaseName}.${wanted.name}`;
      const made = indexes.includes(index.name)
        ? 'present'
        : await tryTo(async () => createIndex(database, wanted, index));
      if (made === 'denied') missing.push(on);
      else onSetup({ what: on, outcome: made });
    }
  }
  if (missing.length === 0) return;
  throw new SetupMissingError(`MongoDB ${database.label}: missing and not allowed to create: ${missing.join(', ')}.`);
}

function wantedCollections(collections: readonly Collection[]): readonly WantedCollection[] {
  return [
    { name: 'commits', indexes: [{ name: 'streams', key: { first: 1 } }] },
    { name: 'outbox', indexes: [{ name: 'stream', key: { stream: 1 } }] },
    { name: 'collections', indexes: [] },
    ...collections.map(({ name, indexes }) => ({
      name: documentsOf(name),
      indexes: indexes.map((index): WantedIndex => ({ name: index.name, key: { [`places.${index.name}`]: 1 } })),
    })),
  ];
}

async function namesOf({ db }: Database): Promise<readonly string[]> {
  const found = await db.listCollections({}, { nameOnly: true, authorizedCollections: true }).toArray();
  return found.map(({ name }) => name);
}

async function indexesOf({ db }: Database, { name }: WantedCollection): Promise<readonly string[]> {
  const found = await db.collection(name).listIndexes().toArray();
  return found.map((index) => String(index['name']));
}

async function createCollection({ db }: Database, { name }: WantedCollection): Promise<SetupStep['outcome']> {
  try {
    await db.createCollection(name);
    return 'created';
  } catch (error) {
    if (error instanceof MongoServerError && error.code === codes.namespaceExists) return 'present'; // somebody was faster
    throw error;
  }
}

async function createIndex(
  { db }: Database,
  { name }: WantedCollection,
  index: WantedIndex,
): Promise<SetupStep['outcome']> {
  await db.collection(name).createIndex(index.key, { name: index.name, sparse: true });
  return 'created';
}

async function tryTo(create: () => Promise<SetupStep['outcome']>): Promise<SetupStep['outcome'] | 'denied'> {
  try {
    return await create();
  } catch (error) {
    if (isDenied(error)) return 'denied';
    throw error;
  }
}
