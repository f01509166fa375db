import type { PaymentProvider, Store } from '@myevents/ports';

/** A process that dies at its n-th step: what it does outside itself is counted, and from its death on nothing answers any more. */
export interface Mortal {
  readonly store: Store;
  readonly payments: PaymentProvider;
  isDead(): boolean;
  /** Begins to count: it dies at the step of this number. */
  dieAfter(steps: number): void;
  stepsTaken(): number;
  die(): void;
}

/**
 * Wraps what a process can reach outside itself. Every call is two steps, one before and one after its effect, so that a death
 * in between loses the answer but not the effect.
 */
export function createMortal(options: { readonly store: Store; readonly payments: PaymentProvider }): Mortal {
  const { store, payments } = options;
  let steps = 0;
  let stepsMax = Number.POSITIVE_INFINITY;
  let isDead = false;

  function step(): boolean {
    steps += 1;
    isDead ||= steps >= stepsMax;
    return isDead;
  }

  const never = new Promise<never>(() => {});

  function mortal<Args extends readonly unknown[], Answer>(
    call: (...args: Args) => Promise<Answer>,
  ): (...args: Args) => Promise<Answer> {
    return async (...args) => {
      if (isDead || step()) return never;
      const answer = await call(...args);
      return isDead || step() ? never : answer;
    };
  }

  const { log, documents } = store;
  return {
    store: {
      exclusive: store.exclusive,
      log: {
        append: mortal((batch) => log.append(batch)),
        read: (stream, afterVersion) => (isDead ? forever() : log.read(stream, afterVersion)),
        readOne: async (key) => (isDead ? never : log.readOne(key)),
        streams: (prefix) => log.streams(prefix),
        pending: async (query) => (isDead ? never : log.pending(query)),
        published: async (marks) => (isDead ? never : log.published(marks)),
      },
      documents: {
        get: async <Document extends object>(collection: string, id: string) =>
          isDead ? never : (documents.get(collection, id) as Promise<Document | undefined>),
        getMany: async (collection: string, ids: readonly string[]) =>
          isDead ? never : documents.getMany(collection, ids),
        find: async (query: Parameters<typeof documents.find>[0]) => (isDead ? never : documents.find(query)),
        put: async (writes: Parameters<typeof documents.put>[0]) => (isDead ? never : documents.put(writes)),
      } as Store['documents'],
      [Symbol.asyncDispose]: async () => undefined,
    },
    payments: {
      name: payments.name,
      authorise: mortal((request, { signal }) => payments.authorise(request, { signal })),
      find: mortal((attempt) => payments.find(attempt)),
      capture: mortal((attempt) => payments.capture(attempt)),
      void: mortal((attempt) => payments.void(attempt)),
      refund: mortal((attempt, refund) => payments.refund(attempt, refund)),
      [Symbol.asyncDispose]: async () => undefined,
    },
    isDead: () => isDead,
    dieAfter(count) {
      steps = 0;
      stepsMax = count;
    },
    stepsTaken: () => steps,
    die() {
      isDead = true;
    },
  };

  async function* forever(): AsyncGenerator<never> {
    yield await never;
  }
}
