import type { BookingState, PaymentStatus, Ticket } from '@myevents/booking';

/** A booking as readers find it: the state of the sale plus what the indexes need, without a name or mail address. */
export interface BookingDocument {
  readonly showId: string;
  readonly eventId: string;
  readonly userId: string;
  readonly nameKey: string;
  readonly code: string;
  readonly status: BookingState['status'];
  readonly tickets: readonly Ticket[];
  readonly currency: string;
  readonly heldAt: number;
  readonly expiresAt: number;
  readonly confirmedAt?: number;
  readonly endedAt?: number;
  /** Where it was an offer. */
  readonly entryId?: string;
  readonly payment?: PaymentSummary;
  readonly refunds?: BookingState['refunds'];
  /** The commits of the show that touched it, rising: its history is read without scanning the show. */
  readonly versions: readonly number[];
}

export interface PaymentSummary {
  readonly attempt: string;
  readonly method: string;
  readonly status: PaymentStatus;
  readonly amountMinor: number;
  readonly reason?: string;
}

/** A booking's document with its id and the version of the show's stream it comes from. */
export interface StoredBooking {
  readonly id: string;
  readonly version: number;
  readonly document: BookingDocument;
}

/** Written once or twice a booking and thousands of times a second: what is empty is left out. */
export function toBookingDocument(
  state: BookingState,
  { showId, eventId }: { readonly showId: string; readonly eventId: string },
): BookingDocument {
  const { payment, refunds } = state;
  return {
    showId,
    eventId,
    userId: state.userId,
    nameKey: state.nameKey,
    code: state.code,
    status: state.status,
    tickets: state.tickets,
    currency: state.currency,
    heldAt: state.heldAt,
    expiresAt: state.expiresAt,
    ...(state.confirmedAt === undefined ? undefined : { confirmedAt: state.confirmedAt }),
    ...(state.endedAt === undefined ? undefined : { endedAt: state.endedAt }),
    ...(state.entryId === undefined ? undefined : { entryId: state.entryId }),
    ...(payment === undefined ? undefined : { payment: toPaymentSummary(payment) }),
    ...(refunds.length === 0 ? undefined : { refunds }),
    versions: state.versions,
  };
}

function toPaymentSummary(payment: NonNullable<BookingState['payment']>): PaymentSummary {
  const { attempt, method, status, amountMinor, reason } = payment;
  return { attempt, method, status, amountMinor, ...(reason === undefined ? {} : { reason }) };
}
