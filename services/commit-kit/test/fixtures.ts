import { createMemoryBroker, createMemoryDatabase, openMemoryBus, openMemoryStore } from '@myevents/memory';
import { type AppendEntry, type Bus, type BusMessage, type Commit, type Store, systemClock } from '@myevents/ports';
import { type Publisher, toBusMessages, toCloudEvent } from '../src/index.ts';

export const topic = 'things';
export const group = 'listeners';

/** A place where several processes would meet: one database, one broker, and what a group heard. */
export function openWorld() {
  const database = createMemoryDatabase();
  const broker = createMemoryBroker({ topology: { topics: [{ name: topic, groups: [group] }] } });
  return {
    openStore: (): Store =>
      openMemoryStore({ database, service: 'things', collections: [{ name: 'things', indexes: [] }] }),
    openBus: (): Bus => openMemoryBus(broker),
  };
}

/** What a group heard, as `stream@version`, in order. */
export async function listen(bus: Bus): Promise<string[]> {
  const heard: string[] = [];
  await bus.subscribe({
    topics: [topic],
    group,
    handle: async ({ events }) =>
      void heard.push(...events.map(({ id }) => id.slice(0, id.indexOf('/', id.indexOf('@'))))),
  });
  return heard;
}

export function entryOf(stream: string, version: number): AppendEntry {
  return {
    commit: { stream, version, id: crypto.randomUUID(), at: Date.now(), events: [{ type: 'Happened' }] },
    documents: [],
  };
}

export function messagesOf(commit: Commit): readonly BusMessage[] {
  const { stream, version, at } = commit;
  const event = toCloudEvent({
    type: 'happened',
    subject: stream,
    source: '/test',
    stream,
    version,
    index: 0,
    at,
    data: {},
  });
  return toBusMessages(topic, stream, [event]);
}

/** An engine that stores documents after their commits and whose answers go wrong on demand; what it stores is real. */
export function unreliable(store: Store) {
  const faults: ('lost-answer' | 'not-written' | 'documents-not-written')[] = [];
  const faulty: Store = {
    ...store,
    log: {
      ...store.log,
      async append(batch) {
        const fault = faults.shift();
        if (fault === 'not-written') throw new Error('the engine is away');
        const outcomes = await store.log.append(batch.map(({ commit }) => ({ commit, documents: [] })));
        if (fault === 'documents-not-written') throw new Error('the connection broke in between');
        const committed = batch.filter((_, n) => outcomes[n] === 'committed');
        await store.documents.put(committed.flatMap(({ documents }) => documents));
        if (fault === 'lost-answer') throw new Error('the connection broke');
        return outcomes;
      },
    },
  };
  return { store: faulty, faults };
}

export const clock = systemClock;

/** Hears of every commit and tells nobody. */
export const silent: Publisher = {
  enqueue: () => {},
  catchUp: async () => {},
  settled: async () => {},
  lagMs: () => 0,
  idle: async () => {},
  close: async () => {},
};
