import type { AuthorisationState } from '@myevents/ports';

/** What happened to one attempt, as its stream in the log has it. The buyer's token is no part of it. */
export type PaymentEvent =
  | {
      readonly type: 'PaymentArrived';
      readonly amountMinor: number;
      readonly currency: string;
      readonly reference: string;
      readonly decision: 'authorised' | 'declined' | 'pending';
      readonly reason?: string;
      /** Epoch milliseconds: from then on a pending payment is authorised. */
      readonly settlesAt?: number;
    }
  | { readonly type: 'PaymentCaptured' }
  | { readonly type: 'PaymentVoided' }
  | { readonly type: 'PaymentRefunded'; readonly refund: string; readonly amountMinor: number };

/** One attempt as the provider's books have it. */
export interface TestPayment {
  readonly attempt: string;
  readonly state: AuthorisationState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reference: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
}

/** What decisions about an attempt need to know beyond what the books show. */
export interface Attempt extends TestPayment {
  readonly reason?: string;
  /** False for an attempt that is unknown, or was voided before it came. */
  readonly hasArrived: boolean;
  readonly settlesAt?: number;
  readonly refunds: readonly string[];
}

export function unknownAttempt(attempt: string): Attempt {
  const nothing = { amountMinor: 0, currency: '', reference: '', capturedMinor: 0, refundedMinor: 0 };
  return { attempt, state: 'unknown', hasArrived: false, refunds: [], ...nothing };
}

export function evolve(payment: Attempt, event: PaymentEvent): Attempt {
  switch (event.type) {
    case 'PaymentArrived': {
      const { type: _, decision, ...details } = event;
      return { ...payment, ...details, state: decision, hasArrived: true };
    }
    case 'PaymentCaptured':
      return { ...payment, state: 'captured', capturedMinor: payment.amountMinor };
    case 'PaymentVoided':
      return { ...payment, state: 'voided' };
    case 'PaymentRefunded': {
      const refundedMinor = payment.refundedMinor + event.amountMinor;
      const state = refundedMinor === payment.capturedMinor ? 'refunded' : 'captured';
      return { ...payment, state, refundedMinor, refunds: [...payment.refunds, event.refund] };
    }
    default:
      throw new Error(
        `The books of the test payment provider hold something unknown: ${JSON.stringify(event satisfies never)}`,
      );
  }
}

/** A slow payment is authorised by time alone, whichever process looks. */
export function atTime(payment: Attempt, now: number): Attempt {
  const isSettled = payment.state === 'pending' && now >= (payment.settlesAt ?? now);
  return isSettled ? { ...payment, state: 'authorised' } : payment;
}
