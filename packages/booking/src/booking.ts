import type { Ticket } from './events.ts';
import type { BookingStatus, PaymentStatus } from './views.ts';

/** One try to pay. A booking's last one is its payment. */
export interface Attempt {
  /** The provider's idempotency key. */
  readonly attempt: string;
  readonly method: string;
  readonly amountMinor: number;
  readonly startedAt: number;
  readonly deadline: number;
  /** 'voided' from the moment it is given up: a void is owed then, or done. */
  status: PaymentStatus;
  reason?: string;
  /** Rule 6: the request it came with, to be forgotten when it is declined. */
  readonly requestKey?: string;
}

export interface RefundState {
  /** The provider's idempotency key for it. */
  readonly refund: string;
  readonly attempt: string;
  readonly amountMinor: number;
  isDone: boolean;
}

/** A booking, as long as the show has to know it: live, or owing, or ended in the last commit. */
export interface Booking {
  readonly id: string;
  readonly code: string;
  readonly userId: string;
  readonly nameKey: string;
  readonly currency: string;
  readonly heldAt: number;
  /** Rises with every booking of the show. */
  readonly order: number;
  /** Where it was offered. */
  readonly entryId?: string;
  status: BookingStatus;
  tickets: Ticket[];
  expiresAt: number;
  /** Rule 7: a payment has kept the hold longer, which happens once. */
  isPinned: boolean;
  extensions: number;
  confirmedAt?: number;
  endedAt?: number;
  cause?: 'buyer' | 'show';
  /** The commits that touched it, rising. */
  readonly versions: number[];
  readonly attempts: Attempt[];
  refunds: RefundState[];
  /** Actions owed to the provider for it. */
  debts: number;
  isErased: boolean;
}

/** The payment of a booking: its last attempt. */
export function paymentOf(booking: Booking): Attempt | undefined {
  return booking.attempts.at(-1);
}

/** The attempt whose answer may still come, if any. */
export function pendingPayment(booking: Booking): Attempt | undefined {
  const payment = paymentOf(booking);
  return payment?.status === 'pending' ? payment : undefined;
}

/** What its tickets cost now, in minor units. */
export function totalOf(booking: Booking): number {
  return booking.tickets.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
}

/** Held or confirmed. */
export function isLive({ status }: Booking): boolean {
  return status === 'held' || status === 'confirmed';
}

/** `{ entryId }` as long as the booking is an offer: events that touch it touch its entry too. */
export function offerOf({ status, entryId }: Booking): { entryId?: string } {
  return status !== 'held' || entryId === undefined ? {} : { entryId };
}
