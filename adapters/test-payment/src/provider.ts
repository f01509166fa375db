import {
  type Authorisation,
  type Clock,
  type PaymentProvider,
  type PaymentRequest,
  type Store,
  systemClock,
} from '@myevents/ports';
import type { Attempt, PaymentEvent } from './attempt.ts';
import { createLedger } from './ledger.ts';

export interface TestPaymentOptions {
  /** Keeps the books in its log: over restarts, and for every process that opens the same data. It is not closed here. */
  readonly store: Pick<Store, 'log'>;
  readonly clock?: Clock;
  /** How long `tok_slow` takes. Default 3,000. */
  readonly slowMs?: number;
}

const declined = 'The test bank declined this payment.';
const unknownToken =
  'The test payment provider takes tok_ok, tok_declined, tok_slow and tok_lost, and declines all else.';
const voidedBefore = 'This payment was called off before it arrived.';

/**
 * A bank of toy money, chosen with `PAYMENT_URL=test:`. The token says what happens: `tok_ok` is authorised, `tok_slow` after
 * `slowMs` (pending until then), `tok_lost` is authorised too but the answer never comes; everything else is declined.
 */
export function createTestPaymentProvider(options: TestPaymentOptions): PaymentProvider {
  const { clock = systemClock, slowMs = 3_000 } = options;
  const ledger = createLedger(options.store, clock);
  const closing = new AbortController();

  return {
    name: 'test',
    async authorise(request, { signal }) {
      const givenUp = AbortSignal.any([signal, closing.signal]);
      givenUp.throwIfAborted();
      assertAmount(request.amountMinor);
      const settlesAt = clock.now() + slowMs;
      let payment = await ledger.change(request.attempt, (known) => arrive(known, request, settlesAt), { isNew: true });
      if (request.token === 'tok_lost') return untilAborted(givenUp);
      while (payment.state === 'pending') {
        await pause(clock, Math.max((payment.settlesAt ?? settlesAt) - clock.now(), 1), givenUp);
        payment = await ledger.find(request.attempt);
      }
      return toAuthorisation(payment);
    },
    async find(attempt) {
      return toAuthorisation(await ledger.find(attempt));
    },
    async capture(attempt) {
      return toAuthorisation(
        await ledger.change(attempt, ({ state }) => (state === 'authorised' ? { type: 'PaymentCaptured' } : undefined)),
      );
    },
    async void(attempt) {
      return toAuthorisation(
        await ledger.change(attempt, ({ state }) => (openStates.has(state) ? { type: 'PaymentVoided' } : undefined)),
      );
    },
    async refund(attempt, { refund, amountMinor }) {
      assertAmount(amountMinor);
      const payment = await ledger.change(attempt, (known) => giveBack(known, refund, amountMinor));
      return payment.refunds.includes(refund) ? { attempt, state: 'refunded' } : toAuthorisation(payment);
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('The test payment provider was closed.'));
    },
  };
}

/** What can be called off, also what has not come yet. */
const openStates: ReadonlySet<string> = new Set(['authorised', 'pending', 'unknown']);

function arrive(known: Attempt, request: PaymentRequest, settlesAt: number): PaymentEvent | undefined {
  const { amountMinor, currency, reference } = request;
  if (known.hasArrived) {
    if (known.amountMinor === amountMinor && known.currency === currency) return undefined;
    throw new RangeError('This attempt was made before, with another amount or currency.');
  }
  const isVoided = known.state === 'voided';
  const decision = isVoided
    ? ({ decision: 'declined', reason: voidedBefore } as const)
    : decide(request.token, settlesAt);
  return { type: 'PaymentArrived', amountMinor, currency, reference, ...decision };
}

function giveBack(known: Attempt, refund: string, amountMinor: number): PaymentEvent | undefined {
  if (known.state !== 'captured' || known.refunds.includes(refund)) return undefined;
  if (known.refundedMinor + amountMinor > known.capturedMinor)
    throw new RangeError('More than is left of this payment was to be refunded.');
  return { type: 'PaymentRefunded', refund, amountMinor };
}

type Verdict = Pick<Extract<PaymentEvent, { type: 'PaymentArrived' }>, 'decision' | 'reason' | 'settlesAt'>;

function decide(token: string, settlesAt: number): Verdict {
  switch (token) {
    case 'tok_ok':
    case 'tok_lost':
      return { decision: 'authorised' };
    case 'tok_slow':
      return { decision: 'pending', settlesAt };
    case 'tok_declined':
      return { decision: 'declined', reason: declined };
    default:
      return { decision: 'declined', reason: unknownToken };
  }
}

function toAuthorisation({ attempt, state, reason }: Attempt): Authorisation {
  return reason === undefined ? { attempt, state } : { attempt, state, reason };
}

function assertAmount(amountMinor: number): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1)
    throw new RangeError('An amount is a whole number from 1.');
}

/** Rejects when the caller gives up; the payment goes its way all the same. */
async function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

async function pause(clock: Clock, pauseMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.setTimer(resolve, pauseMs);
  try {
    await Promise.race([promise, untilAborted(signal)]);
  } finally {
    cancel();
  }
}
