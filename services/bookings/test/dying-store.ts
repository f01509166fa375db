import type { Store } from '@myevents/ports';

/** A store that keeps documents apart from commits, as some engines do, under a process that may die in between. */
export interface DyingStore extends Store {
  /** The process dies when it commits an event of this type: that is there, its documents are not, and nothing answers any more. */
  dieAt(eventType: string): void;
  isDead(): boolean;
}

export function createDyingStore(store: Store): DyingStore {
  const never = new Promise<never>(() => {});
  let diesAt: string | undefined;
  let isDead = false;
  const mortal =
    <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> =>
      isDead ? never : call(...args);
  const { log, documents } = store;
  return {
    ...store,
    log: {
      ...log,
      append: mortal(async (batch) => {
        if (!batch.some(({ commit }) => commit.events.some(({ type }) => type === diesAt))) return log.append(batch);
        isDead = true;
        await log.append(batch.map(({ commit }) => ({ commit, documents: [] })));
        return never;
      }),
      pending: mortal((options) => log.pending(options)),
    },
    documents: { ...documents, put: mortal((writes) => documents.put(writes)) },
    dieAt: (eventType) => {
      diesAt = eventType;
    },
    isDead: () => isDead,
  };
}
