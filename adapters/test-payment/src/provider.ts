import {
  type Authorisation,
  type Clock,
  type PaymentProvider,
  type PaymentRequest,
  systemClock,
} from '@myevents/ports';
import { type LedgerRow, openLedger } from './ledger.ts';

export interface TestPaymentOptions {
  /** Keeps the books in `test-payments.sqlite` there, over restarts and for several processes. Without it: in memory. */
  readonly folder?: string;
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
export function createTestPaymentProvider(options: TestPaymentOptions = {}): PaymentProvider {
  const { clock = systemClock, slowMs = 3_000 } = options;
  const ledger = openLedger(options.folder);
  const closing = new AbortController();

  /** Shows the row of an attempt that arrived to `change` and stores what it makes of it; without one the attempt is unknown. */
  function update(attempt: string, change: (row: LedgerRow) => LedgerRow): Authorisation {
    return ledger.change(clock.now(), () => {
      const row = ledger.find(attempt);
      if (!row) return { attempt, state: 'unknown' };
      const changed = change(row);
      if (changed !== row) ledger.put(changed);
      return toAuthorisation(changed);
    });
  }

  function arrive(request: PaymentRequest): LedgerRow {
    return ledger.change(clock.now(), () => {
      const known = ledger.find(request.attempt);
      if (known?.arrived) {
        if (isSamePayment(known, request)) return known;
        throw new RangeError('This attempt was made before, with another amount or currency.');
      }
      const decision = known ? ({ state: 'declined', reason: voidedBefore } as const) : decide(request.token);
      const { attempt, amountMinor, currency, reference } = request;
      const row: LedgerRow = {
        attempt,
        amountMinor,
        currency,
        reference,
        capturedMinor: 0,
        refundedMinor: 0,
        arrived: true,
        ...decision,
      };
      ledger.put(row, row.state === 'pending' ? clock.now() + slowMs : undefined);
      return row;
    });
  }

  return {
    name: 'test',
    async authorise(request, { signal }) {
      const givenUp = AbortSignal.any([signal, closing.signal]);
      givenUp.throwIfAborted();
      assertAmount(request.amountMinor);
      const row = arrive(request);
      if (request.token === 'tok_lost') return untilAborted(givenUp);
      if (row.state === 'pending') await pause(clock, slowMs, givenUp);
      return update(request.attempt, (present) => present);
    },
    async find(attempt) {
      return update(attempt, (row) => row);
    },
    async capture(attempt) {
      return update(attempt, (row) => {
        return row.state === 'authorised' ? { ...row, state: 'captured', capturedMinor: row.amountMinor } : row;
      });
    },
    async void(attempt) {
      return ledger.change(clock.now(), () => {
        const row = ledger.find(attempt) ?? notArrived(attempt);
        const isOpen = row.state === 'authorised' || row.state === 'pending' || row.state === 'unknown';
        const voided: LedgerRow = isOpen ? { ...row, state: 'voided' } : row;
        if (isOpen) ledger.put(voided);
        return toAuthorisation(voided);
      });
    },
    async refund(attempt, { refund, amountMinor }) {
      assertAmount(amountMinor);
      let isDone = false;
      const after = update(attempt, (row) => {
        isDone = ledger.hasRefund(attempt, refund);
        if (isDone || row.state !== 'captured') return row;
        const refundedMinor = row.refundedMinor + amountMinor;
        if (refundedMinor > row.capturedMinor)
          throw new RangeError('More than is left of this payment was to be refunded.');
        ledger.addRefund(attempt, refund, amountMinor);
        isDone = true;
        return { ...row, refundedMinor, state: refundedMinor === row.capturedMinor ? 'refunded' : 'captured' };
      });
      return isDone ? { attempt, state: 'refunded' } : after;
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('The test payment provider was closed.'));
      ledger.close();
    },
  };
}

function decide(token: string): Pick<LedgerRow, 'state' | 'reason'> {
  switch (token) {
    case 'tok_ok':
    case 'tok_lost':
      return { state: 'authorised', reason: null };
    case 'tok_slow':
      return { state: 'pending', reason: null };
    case 'tok_declined':
      return { state: 'declined', reason: declined };
    default:
      return { state: 'declined', reason: unknownToken };
  }
}

function notArrived(attempt: string): LedgerRow {
  const nothing = { amountMinor: 0, currency: '', reference: '', capturedMinor: 0, refundedMinor: 0 };
  return { attempt, state: 'unknown', reason: null, arrived: false, ...nothing };
}

function isSamePayment(row: LedgerRow, request: PaymentRequest): boolean {
  return row.amountMinor === request.amountMinor && row.currency === request.currency;
}

function toAuthorisation({ attempt, state, reason }: LedgerRow): Authorisation {
  return reason === null ? { attempt, state } : { attempt, state, reason };
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
