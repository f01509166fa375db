/** How much of a tier was missing, for the buyer who asks what to do now. */
export interface Shortage {
  readonly tier: string;
  readonly wanted: number;
  /** What a newcomer could take now, after the line has had its part. */
  readonly available: number;
  /** Held by others at this moment: this many tickets could still come free. */
  readonly heldTickets: number;
}

/** Why a command was not accepted: a value with everything a caller needs. The codes are those of the HTTP API. */
export type Refusal =
  | { readonly code: 'not-found'; readonly what: 'show' | 'booking' | 'ticket' | 'waitlist-entry' }
  | { readonly code: 'sales-not-open'; readonly opensAt: number | null }
  | { readonly code: 'sales-closed'; readonly closedAt: number }
  | { readonly code: 'show-cancelled' }
  | { readonly code: 'unknown-tier'; readonly tier: string; readonly line: number }
  | { readonly code: 'unknown-seat'; readonly seat: string; readonly line: number }
  /** A request that contradicts itself: the same seat twice, seats in general admission, no or too many tickets. */
  | { readonly code: 'validation-failed'; readonly line: number; readonly field: string; readonly message: string }
  | {
      readonly code: 'ticket-limit-exceeded';
      readonly ticketsMax: number;
      /** Held, confirmed and waited for by this user already. */
      readonly ticketsNow: number;
      readonly wanted: number;
    }
  | { readonly code: 'name-already-booked' }
  | {
      readonly code: 'tickets-unavailable';
      readonly shortages: readonly Shortage[];
      /** Seats that were asked for by id and are not free. */
      readonly seats: readonly string[];
      /** Whether joining the waitlist makes sense: never where more is wanted than there is. */
      readonly waitlist: boolean;
    }
  | { readonly code: 'hold-expired'; readonly expiredAt: number }
  | { readonly code: 'payment-in-progress'; readonly attempt: string }
  /** `free` was asked for something that costs, or a payment for something that is free. */
  | { readonly code: 'payment-method-unfit'; readonly amountMinor: number }
  | { readonly code: 'not-extendable' }
  | { readonly code: 'not-cancellable' }
  | { readonly code: 'idempotency-key-reused' };
