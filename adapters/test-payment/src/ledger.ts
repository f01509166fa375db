import { randomUUID } from 'node:crypto';
import type { Clock, Commit, Store } from '@myevents/ports';
import { type Attempt, atTime, evolve, type PaymentEvent, type TestPayment, unknownAttempt } from './attempt.ts';

/** The provider's books: one stream per attempt in an event log, so that every process on the log has the same. */
export interface Ledger {
  find(attempt: string): Promise<Attempt>;
  /**
   * Shows the attempt to `decide` and writes the event it makes of it; answers what is true then. When another process
   * was faster, `decide` is asked again about what that one wrote. Where `isNew` is likely, nothing is read before the first try.
   */
  change(attempt: string, decide: Decide, options?: { readonly isNew: boolean }): Promise<Attempt>;
}

/** Undefined: nothing changes. */
export type Decide = (payment: Attempt) => PaymentEvent | undefined;

const prefix = 'payment/';

/** An attempt has few events, and each conflict is another's event that was written. */
const triesMax = 100;

interface Loaded {
  readonly payment: Attempt;
  readonly version: number;
  /** Of the last commit. */
  readonly at: number;
}

export function createLedger({ log }: Pick<Store, 'log'>, clock: Clock): Ledger {
  async function load(attempt: string, known: Loaded = untouched(attempt)): Promise<Loaded> {
    let loaded = known;
    for await (const commit of log.read(prefix + attempt, known.version)) loaded = apply(loaded, commit);
    return loaded;
  }

  async function append({ payment, version, at }: Loaded, event: PaymentEvent): Promise<boolean> {
    const stream = prefix + payment.attempt;
    const commit = { stream, version: version + 1, id: randomUUID(), at: Math.max(at, clock.now()), events: [event] };
    const [outcome] = await log.append([{ commit, documents: [] }]);
    return outcome === 'committed';
  }

  return {
    async find(attempt) {
      return atTime((await load(attempt)).payment, clock.now());
    },
    async change(attempt, decide, { isNew } = { isNew: false }) {
      let loaded = isNew ? untouched(attempt) : await load(attempt);
      for (let tries = 0; tries < triesMax; tries += 1) {
        const payment = atTime(loaded.payment, clock.now());
        const event = decide(payment);
        if (!event) return payment;
        if (await append(loaded, event)) return evolve(payment, event);
        loaded = await load(attempt, loaded);
      }
      throw new Error(`The payment attempt ${attempt} is being changed by too many at once.`);
    },
  };
}

/** What the books in a store say at this moment, in order of the attempts, for tests: also while providers write them. */
export async function readTestPayments({ log }: Pick<Store, 'log'>, now = Date.now()): Promise<readonly TestPayment[]> {
  const payments: TestPayment[] = [];
  for await (const stream of log.streams(prefix)) {
    let loaded = untouched(stream.slice(prefix.length));
    for await (const commit of log.read(stream)) loaded = apply(loaded, commit);
    payments.push(toTestPayment(atTime(loaded.payment, now)));
  }
  return payments;
}

function untouched(attempt: string): Loaded {
  return { payment: unknownAttempt(attempt), version: 0, at: 0 };
}

function apply({ payment }: Loaded, { version, at, events }: Commit): Loaded {
  return { payment: (events as readonly PaymentEvent[]).reduce(evolve, payment), version, at };
}

function toTestPayment(payment: Attempt): TestPayment {
  const { attempt, state, amountMinor, currency, reference, capturedMinor, refundedMinor } = payment;
  return { attempt, state, amountMinor, currency, reference, capturedMinor, refundedMinor };
}
