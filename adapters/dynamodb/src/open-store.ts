import { type SetupStep, type Store, type StoreOptions, StoreUnavailableError } from '@myevents/ports';
import { createDocumentStore } from './document-store.ts';
import type { Engine } from './engine.ts';
import { createEventLog } from './event-log.ts';
import { fillIndexes } from './filling.ts';
import { createMarks } from './marks.ts';
import { setUpTables } from './setup.ts';
import { definitionsOf, tablesOf } from './tables.ts';

/** Opens the tables of one service; makes them first if they are not there. */
export async function openStore(
  engine: Engine,
  prefix: string,
  { service, collections }: StoreOptions,
  onSetup: (step: SetupStep) => void,
): Promise<Store> {
  const tables = tablesOf(prefix, service, collections);
  await setUpTables(engine, definitionsOf(tables), onSetup);
  await fillIndexes(engine, tables);
  const log = createEventLog(engine, tables, createMarks(engine, tables.marks));
  return guard(service, { log, documents: createDocumentStore(engine, tables) });
}

/** Refuses calls after closing, and lets closing wait for those under way. */
function guard(service: string, { log, documents }: Pick<Store, 'log' | 'documents'>): Store {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed) throw new StoreUnavailableError(`The store of ${service} was closed.`);
  }

  async function during<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    assertOpen();
    const answer = call();
    underWay.add(answer);
    try {
      return await answer;
    } finally {
      underWay.delete(answer);
    }
  }

  async function* whileOpen<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value> {
    assertOpen();
    yield* values;
  }

  return {
    exclusive: false,
    log: {
      append: async (batch) => during(async () => log.append(batch)),
      read: (stream, afterVersion) => whileOpen(log.read(stream, afterVersion)),
      readOne: async (key) => during(async () => log.readOne(key)),
      streams: (prefix) => whileOpen(log.streams(prefix)),
      pending: async (options) => during(async () => log.pending(options)),
      published: async (watermarks) => during(async () => log.published(watermarks)),
    },
    documents: {
      get: async (collection, id) => during(async () => documents.get(collection, id)),
      getMany: async (collection, ids) => during(async () => documents.getMany(collection, ids)),
      find: async (options) => during(async () => documents.find(options)),
      put: async (writes) => during(async () => documents.put(writes)),
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}
