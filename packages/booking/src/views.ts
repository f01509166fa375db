/** What readers see of a show. All are computed from counters and maps, without a scan; `seatRows` alone costs a letter a seat. */
export interface TierAvailability {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  /** Effective: max(wished, held + booked). */
  readonly capacity: number;
  /** Free for a newcomer: what the line has not reserved. available + reservedForWaitlist + held + booked = capacity. */
  readonly available: number;
  /** Free, but kept for the entry that blocks its line (rule 5). */
  readonly reservedForWaitlist: number;
  readonly held: number;
  readonly booked: number;
  /** Tickets wanted by entries that wait. */
  readonly waiting: number;
}

export type WaitlistStatus = 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left' | 'closed';

export interface EntryView {
  readonly entryId: string;
  readonly status: WaitlistStatus;
  readonly tier: string;
  readonly quantity: number;
  readonly userId: string;
  readonly joinedAt: number;
  /** Entries before it in its tier + 1; 0 when it no longer waits. */
  readonly position: number;
  /** Tickets wanted by the entries before it. */
  readonly ahead: number;
  /** Held in its tier at this moment: this many could still come free. */
  readonly heldTickets: number;
  /** When the first hold in its tier ends unless it is paid or extended, where it waits and there is one. */
  readonly earliestReleaseAt?: number;
  readonly bookingId?: string;
  readonly expiresAt?: number;
  /** The commit of the entry's own last change. */
  readonly version: number;
}

export type BookingStatus = 'held' | 'confirmed' | 'expired' | 'released' | 'cancelled';
export type PaymentStatus = 'pending' | 'declined' | 'authorised' | 'captured' | 'voided' | 'refunded';

/** What is still to be done with the provider, by whichever process comes first (rule 7). */
export type OwedAction =
  | { readonly action: 'find'; readonly bookingId: string; readonly attempt: string }
  | { readonly action: 'capture'; readonly bookingId: string; readonly attempt: string }
  | { readonly action: 'void'; readonly bookingId: string; readonly attempt: string }
  | {
      readonly action: 'refund';
      readonly bookingId: string;
      readonly attempt: string;
      readonly refund: string;
      readonly amountMinor: number;
    };
