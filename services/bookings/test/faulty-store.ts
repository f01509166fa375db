import { type AppendEntry, type AppendOutcome, type Store, StoreUnavailableError } from '@myevents/ports';

/** A store whose engine misbehaves as a test says, until it is healed. */
export interface FaultyStore extends Store {
  /** 'lose': writes, then loses the answer. 'refuse': writes nothing. 'hang': writes nothing and does not answer. */
  break(fault: 'lose' | 'refuse' | 'hang', options?: { readonly alsoReads?: boolean }): void;
  /** What hangs then fails. */
  heal(): void;
  /** Appends asked for, whatever became of them. */
  readonly appends: readonly (readonly AppendEntry[])[];
}

export function createFaultyStore(store: Store, { exclusive = store.exclusive } = {}): FaultyStore {
  let fault: 'lose' | 'refuse' | 'hang' | undefined;
  let areReadsBroken = false;
  const appends: (readonly AppendEntry[])[] = [];
  let healed = Promise.withResolvers<never>();
  const fail = () => new StoreUnavailableError('the test broke the store');

  async function append(batch: readonly AppendEntry[]): Promise<readonly AppendOutcome[]> {
    appends.push(batch);
    if (fault === 'hang') return healed.promise;
    if (fault === 'refuse') throw fail();
    const outcomes = await store.log.append(batch);
    if (fault === 'lose') throw fail();
    return outcomes;
  }

  return {
    ...store,
    exclusive,
    appends,
    log: {
      ...store.log,
      append,
      async *read(stream, afterVersion) {
        if (areReadsBroken) throw fail();
        yield* store.log.read(stream, afterVersion);
      },
      async readOne(key) {
        if (areReadsBroken) throw fail();
        return store.log.readOne(key);
      },
    },
    break(next, { alsoReads = false } = {}) {
      fault = next;
      healed.promise.catch(() => undefined);
      areReadsBroken = alsoReads;
    },
    heal() {
      fault = undefined;
      areReadsBroken = false;
      healed.reject(fail());
      healed = Promise.withResolvers<never>();
    },
    async [Symbol.asyncDispose]() {},
  };
}
