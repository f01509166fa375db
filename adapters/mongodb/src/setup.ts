import { setTimeout as sleep } from 'node:timers/promises';
import { type Collection, SetupMissingError, type SetupStep } from '@myevents/ports';
import { MongoServerError } from 'mongodb';
import { type Database, documentsOf } from './database.ts';
import { isDenied, toStoreError } from './mongo-failure.ts';

interface WantedIndex {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
}

interface WantedCollection {
  readonly name: string;
  readonly indexes: readonly WantedIndex[];
}

/** A creation that failed beside another process's is looked at and tried again so often, this long after it. */
const triesMax = 8;
const pauseMs = 100;

/** Every collection has it from the start, and asking for it makes the collection. */
const ownIndex = { name: '_id_', key: { _id: 1 } } as const;

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
    const found = present.has(wanted.name) ? await indexesOf(database, wanted) : undefined;
    const lacking = lackingOf(wanted, found);
    const outcome = lacking.length === 0 ? 'present' : await create(database, wanted, lacking);
    const tell = (what: string, isPresent: boolean) => {
      if (isPresent) onSetup({ what, outcome: 'present' });
      else if (outcome === 'denied') missing.push(what);
      else onSetup({ what, outcome });
    };
    const name = `${database.db.databaseName}.${wanted.name}`;
    tell(`collection ${name}`, found !== undefined);
    for (const index of wanted.indexes) tell(`index ${index.name} of ${name}`, !lacking.includes(index));
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

/** Of a collection that is not there, everything. */
function lackingOf({ indexes }: WantedCollection, found: readonly string[] | undefined): readonly WantedIndex[] {
  return found ? indexes.filter(({ name }) => !found.includes(name)) : [ownIndex, ...indexes];
}

/**
 * In one command for each collection, which makes the collection too: a server does that in one step, whoever asks for the
 * same at once. (Where two create a collection by itself at once, the stand-in of the tests makes it twice, and forgets that
 * its keys are unique.)
 */
async function create(
  database: Database,
  wanted: WantedCollection,
  lacking: readonly WantedIndex[],
): Promise<SetupStep['outcome'] | 'denied'> {
  const specifications = lacking.map(({ name, key }) => ({
    name,
    key,
    ...(name === ownIndex.name ? {} : { sparse: true }),
  }));
  for (let tries = 1; ; tries += 1) {
    try {
      await database.db.collection(wanted.name).createIndexes(specifications);
      return 'created';
    } catch (error) {
      if (isDenied(error)) return 'denied';
      if (!(error instanceof MongoServerError)) throw error;
      if (await isThere(database, wanted)) return 'present'; // somebody was faster
      if (tries === triesMax) throw toStoreError(database.label, error, `creating ${wanted.name}`);
    }
    await sleep(pauseMs);
  }
}

async function isThere(database: Database, wanted: WantedCollection): Promise<boolean> {
  const isPresent = (await namesOf(database)).includes(wanted.name);
  return isPresent && lackingOf(wanted, await indexesOf(database, wanted)).length === 0;
}
