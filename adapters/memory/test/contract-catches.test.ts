import type { AppendEntry, AppendOutcome, Bus, DocumentWrite, Store } from '@myevents/ports';
import {
  busContract,
  type ContractCase,
  contractCollections,
  contractRetries,
  contractTopology,
  documentStoreContract,
  eventLogContract,
} from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { createMemoryBroker, createMemoryDatabase, openMemoryBus, openMemoryStore } from '../src/index.ts';

// A contract protects nobody unless it notices: each of these stores and buses breaks one promise, and a case says so.

type Append = (batch: readonly AppendEntry[]) => Promise<readonly AppendOutcome[]>;

const withAppend = (store: Store, wrap: (append: Append) => Append): Store => ({
  ...store,
  log: { ...store.log, append: wrap(store.log.append) },
});
const withPut = (store: Store, change: (writes: readonly DocumentWrite[]) => readonly DocumentWrite[]): Store => ({
  ...store,
  documents: { ...store.documents, put: async (writes) => store.documents.put(change(writes)) },
});

const brokenStores: readonly (readonly [string, RegExp, (store: Store) => Store])[] = [
  [
    'answers a conflict as committed',
    /exactly one of many writers/,
    (store) => withAppend(store, (append) => async (batch) => (await append(batch)).map(() => 'committed')),
  ],
  [
    'takes its own commit for a conflict',
    /same batch twice/,
    (store) =>
      withAppend(store, (append) => async (batch) => {
        const seen = await Promise.all(batch.map(async ({ commit }) => store.log.readOne(commit)));
        const outcomes = await append(batch);
        return outcomes.map((outcome, n) => (seen[n] ? 'conflict' : outcome));
      }),
  ],
  [
    'loses the whole batch when one commit of it conflicts',
    /judges each commit/,
    (store) =>
      withAppend(store, (append) => async (batch) => {
        const seen = await Promise.all(batch.map(async ({ commit }) => store.log.readOne(commit)));
        return seen.some((commit) => commit) ? batch.map(() => 'conflict') : append(batch);
      }),
  ],
  [
    'stores the documents of commits that lost',
    /none of a commit that lost/,
    (store) =>
      withAppend(store, (append) => async (batch) => {
        await store.documents.put(batch.flatMap(({ documents }) => documents));
        return append(batch);
      }),
  ],
  [
    'reads a stream from the version on, not after it',
    /reads a stream in order/,
    (store) => ({ ...store, log: { ...store.log, read: (stream, after = 0) => store.log.read(stream, after - 1) } }),
  ],
  [
    'takes a prefix for a pattern',
    /prefix, taken literally/,
    (store) => ({
      ...store,
      log: { ...store.log, streams: (prefix) => store.log.streams(prefix.replace(/[_%].*/, '')) },
    }),
  ],
  [
    'lists what is too young',
    /younger than asked for/,
    (store) => ({
      ...store,
      log: { ...store.log, pending: async ({ limit }) => store.log.pending({ olderThanMs: 0, limit }) },
    }),
  ],
  [
    'lists pending commits newest first',
    /version order/,
    (store) => ({
      ...store,
      log: {
        ...store.log,
        pending: async ({ olderThanMs, limit }) =>
          (await store.log.pending({ olderThanMs, limit: 10_000 })).toReversed().slice(0, limit),
      },
    }),
  ],
];

const brokenDocuments: readonly (readonly [string, RegExp, (store: Store) => Store])[] = [
  [
    'puts what is as old as what is there',
    /older or as old/,
    (store) => {
      let count = 0;
      return withPut(store, (writes) =>
        writes.map((write) => {
          count += 1;
          return { ...write, version: write.version * 1_000 + count };
        }),
      );
    },
  ],
  ['forgets tombstones', /tombstone/, (store) => withPut(store, (writes) => writes.filter(({ document }) => document))],
  [
    'finds in one direction only',
    /order of the sort field/,
    (store) => ({
      ...store,
      documents: {
        ...store.documents,
        find: async (options) => store.documents.find({ ...options, descending: false }),
      },
    }),
  ],
  [
    'forgets the cursor',
    /page by page/,
    (store) => ({
      ...store,
      documents: {
        ...store.documents,
        find: async (options) => store.documents.find({ ...options, cursor: undefined }),
      },
    }),
  ],
];

const brokenBuses: readonly (readonly [string, RegExp, (bus: Bus) => Bus])[] = [
  [
    'hands a message to one member of a group and to others as well',
    /one member of it/,
    (bus) => ({
      ...bus,
      async subscribe(subscription) {
        await bus.subscribe({ topics: subscription.topics, handle: subscription.handle });
        return bus.subscribe(subscription);
      },
    }),
  ],
  [
    'goes on calling a handler whose subscription was disposed of',
    /calls no handler any more/,
    (bus) => ({
      ...bus,
      async subscribe(subscription) {
        const subscribed = await bus.subscribe(subscription);
        return subscription.group === undefined ? { [Symbol.asyncDispose]: async () => {} } : subscribed;
      },
    }),
  ],
  [
    'broadcasts to groups as well',
    /to no group/,
    (bus) => ({ ...bus, broadcast: (message) => void bus.publish([message]) }),
  ],
  [
    'turns the order of messages round',
    /order of each key/,
    (bus) => ({ ...bus, publish: async (messages) => bus.publish(messages.toReversed()) }),
  ],
];

/** Runs the cases until one fails, and tells its name. */
async function firstToFail<Subject>(
  cases: readonly ContractCase<Subject>[],
  expected: RegExp,
  makeSubject: () => Subject,
): Promise<string | undefined> {
  for (const contractCase of cases.filter(({ name }) => expected.test(name))) {
    try {
      await contractCase.run(makeSubject());
    } catch (error) {
      expect(error).toHaveProperty('code', 'ERR_ASSERTION');
      return contractCase.name;
    }
  }
  return undefined;
}

function storeSubject(breakStore: (store: Store) => Store) {
  const database = createMemoryDatabase();
  return {
    open: async () => breakStore(openMemoryStore({ service: 'contract', collections: contractCollections, database })),
  };
}

describe('the contract notices', () => {
  it.each(brokenStores)('a log that %s', async (_, expected, breakStore) => {
    expect(await firstToFail(eventLogContract, expected, () => storeSubject(breakStore))).toMatch(expected);
  });

  it.each(brokenDocuments)('a document store that %s', async (_, expected, breakStore) => {
    expect(await firstToFail(documentStoreContract, expected, () => storeSubject(breakStore))).toMatch(expected);
  });

  it.each(brokenBuses)('a bus that %s', async (_, expected, breakBus) => {
    const makeSubject = () => {
      const broker = createMemoryBroker({ topology: contractTopology, ...contractRetries });
      return { open: async () => breakBus(openMemoryBus(broker)) };
    };
    expect(await firstToFail(busContract, expected, makeSubject)).toMatch(expected);
  });
});
