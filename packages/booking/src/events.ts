import type { IdempotentRequest, NewBooking, Personal } from './commands.ts';
import type { ShowSettings } from './settings.ts';

export interface Ticket {
  readonly id: string;
  readonly tier: string;
  /** Absent in general admission. */
  readonly seat?: string;
  /** Fixed at the hold. */
  readonly priceMinor: number;
}

/** Entries of one quantity that stood before the offered one and wanted more than could come free (rule 5). */
export interface PassedOver {
  readonly quantity: number;
  readonly entries: number;
  /** The first of them in line. */
  readonly firstEntryId: string;
}

interface At {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** All that happens to the sale of a show. These are stored: fields may be added, never renamed or given a new meaning. */
export type ShowEvent =
  | (At & { readonly type: 'ShowConfigured'; readonly catalogueVersion: number; readonly settings: ShowSettings })
  /** At once true for every rule and reader; the bookings' own ends follow in portions. */
  | (At & { readonly type: 'ShowCancelled'; readonly catalogueVersion: number })
  /** `salesOpenAt` has come. Changes no rule: those read the instant itself. */
  | (At & { readonly type: 'SalesOpened' })
  /** The end of sales closes the line; the entries' own ends follow in portions. */
  | (At & { readonly type: 'SalesClosed' })
  | (At & {
      readonly type: 'TicketsHeld';
      readonly bookingId: string;
      readonly code: string;
      readonly userId: string;
      readonly nameKey: string;
      readonly tickets: readonly Ticket[];
      readonly currency: string;
      readonly expiresAt: number;
      readonly personal: Personal;
      readonly request?: IdempotentRequest;
    })
  | (At & {
      readonly type: 'HoldExtended';
      readonly bookingId: string;
      /** Where the hold is an offer; likewise below. */
      readonly entryId?: string;
      readonly expiresAt: number;
      readonly request?: IdempotentRequest;
    })
  | (At & { readonly type: 'HoldExpired'; readonly bookingId: string; readonly entryId?: string })
  | (At & {
      readonly type: 'HoldReleased';
      readonly bookingId: string;
      readonly entryId?: string;
      readonly cause: 'buyer' | 'show';
    })
  /** One ticket given back; `refund` names the money owed for it, where it was paid. */
  | (At & {
      readonly type: 'TicketReturned';
      readonly bookingId: string;
      readonly entryId?: string;
      readonly ticketId: string;
      readonly refund?: Refund;
    })
  | (At & {
      readonly type: 'PaymentStarted';
      readonly bookingId: string;
      readonly entryId?: string;
      readonly attempt: string;
      readonly method: string;
      readonly amountMinor: number;
      readonly currency: string;
      /** After it, an attempt that is not authorised is voided. */
      readonly deadline: number;
      /** The hold's end, pinned once to max(expiresAt, start + 60 s). */
      readonly expiresAt: number;
      readonly request?: IdempotentRequest;
    })
  | (At & {
      readonly type: 'PaymentDeclined';
      readonly bookingId: string;
      readonly attempt: string;
      readonly reason: string;
    })
  /** No authorisation by the deadline, or the hold ended first: a void is owed. */
  | (At & { readonly type: 'PaymentAbandoned'; readonly bookingId: string; readonly attempt: string })
  /** `attempt` is absent where nothing was to be paid; a capture is owed where it is present. */
  | (At & {
      readonly type: 'BookingConfirmed';
      readonly bookingId: string;
      readonly entryId?: string;
      readonly attempt?: string;
      readonly request?: IdempotentRequest;
    })
  | (At & {
      readonly type: 'PaymentCaptured';
      readonly bookingId: string;
      readonly attempt: string;
      /** The whole of it, where the money was taken although the attempt had been given up. */
      readonly refund?: Refund;
    })
  | (At & { readonly type: 'PaymentVoided'; readonly bookingId: string; readonly attempt: string })
  | (At & {
      readonly type: 'BookingCancelled';
      readonly bookingId: string;
      readonly cause: 'buyer' | 'show';
      readonly refund?: Refund;
    })
  | (At & { readonly type: 'PaymentRefunded'; readonly bookingId: string; readonly refund: string })
  | (At & {
      readonly type: 'WaitlistJoined';
      readonly entryId: string;
      readonly tier: string;
      readonly quantity: number;
      readonly userId: string;
      readonly nameKey: string;
      readonly booking: NewBooking;
      readonly personal: Personal;
      readonly request?: IdempotentRequest;
    })
  /** An offer is a hold: the entry is `offered`, its booking `held`. Code, user and name are the entry's. */
  | (At & {
      readonly type: 'TicketsOffered';
      readonly entryId: string;
      readonly bookingId: string;
      readonly tickets: readonly Ticket[];
      readonly currency: string;
      readonly expiresAt: number;
      readonly passedOver: readonly PassedOver[];
    })
  | (At & { readonly type: 'WaitlistLeft'; readonly entryId: string })
  | (At & { readonly type: 'WaitlistClosed'; readonly entryId: string })
  /** From here on nobody can read the personal parts of these. */
  | (At & {
      readonly type: 'PersonalErased';
      readonly userId: string;
      readonly bookingIds: readonly string[];
      readonly entryIds: readonly string[];
    });

export interface Refund {
  /** The provider's idempotency key for it. */
  readonly refund: string;
  readonly amountMinor: number;
}
