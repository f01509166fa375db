import type { ShowSettings } from './settings.ts';

/** Exactly one of `quantity` and `seats`. */
export interface TicketLine {
  readonly tier: string;
  readonly quantity?: number;
  readonly seats?: readonly string[];
}

/** Carried through unread and stored in the event's `personal` part alone, where it can be sealed. */
export interface Personal {
  readonly name: string;
  readonly email?: string;
  /** One per ticket, in the order of the booking's tickets; null where none was given. */
  readonly ticketNames?: readonly (string | null)[];
}

/** Rule 6: who repeats a request brings the same key. Both are hashes made outside; the key's includes user and route. */
export interface IdempotentRequest {
  readonly key: string;
  readonly bodyHash: string;
}

/** The ids of a booking that is still to be made. There are as many ticket ids as tickets asked for. */
export interface NewBooking {
  readonly bookingId: string;
  readonly code: string;
  readonly ticketIds: readonly string[];
}

interface At {
  /** Epoch milliseconds: max(own clock, `at` of the last commit). */
  readonly now: number;
}

export interface HoldTickets extends At {
  readonly type: 'HoldTickets';
  readonly booking: NewBooking;
  readonly userId: string;
  /** A keyed hash of the name after `normaliseName`: rule 3 compares these. */
  readonly nameKey: string;
  readonly lines: readonly TicketLine[];
  readonly personal: Personal;
  readonly request?: IdempotentRequest;
}

export interface JoinWaitlist extends At {
  readonly type: 'JoinWaitlist';
  readonly entryId: string;
  readonly tier: string;
  /** 1–10, the whole or nothing. */
  readonly quantity: number;
  /** What an offer to this entry will be called, whichever command makes it. */
  readonly booking: NewBooking;
  readonly userId: string;
  readonly nameKey: string;
  readonly personal: Personal;
  readonly request?: IdempotentRequest;
}

export type ShowCommand =
  /** From the catalogue; an older `catalogueVersion` than the one known changes nothing. */
  | (At & { readonly type: 'ConfigureShow'; readonly catalogueVersion: number; readonly settings: ShowSettings })
  | (At & { readonly type: 'CancelShow'; readonly catalogueVersion: number })
  | HoldTickets
  | (At & { readonly type: 'ExtendHold'; readonly bookingId: string; readonly request?: IdempotentRequest })
  /** Releases a hold, or cancels a confirmed booking and owes its money back. */
  | (At & { readonly type: 'EndBooking'; readonly bookingId: string })
  /** Gives one ticket back; the last one ends the booking. */
  | (At & { readonly type: 'ReturnTicket'; readonly bookingId: string; readonly ticketId: string })
  /** `method: 'free'` confirms a total of zero at once; otherwise the attempt is the provider's idempotency key. */
  | (At & {
      readonly type: 'StartPayment';
      readonly bookingId: string;
      readonly attempt: string;
      readonly method: string;
      readonly request?: IdempotentRequest;
    })
  /** What the provider answered to an attempt, now or when asked later. Repeating any of these changes nothing. */
  | (At & { readonly type: 'RecordAuthorisation'; readonly bookingId: string; readonly attempt: string })
  | (At & {
      readonly type: 'RecordDecline';
      readonly bookingId: string;
      readonly attempt: string;
      readonly reason: string;
    })
  | (At & { readonly type: 'RecordCapture'; readonly bookingId: string; readonly attempt: string })
  | (At & { readonly type: 'RecordVoid'; readonly bookingId: string; readonly attempt: string })
  | (At & { readonly type: 'RecordRefund'; readonly bookingId: string; readonly refund: string })
  | JoinWaitlist
  /** Leaves the line, or gives the offer back. */
  | (At & { readonly type: 'LeaveWaitlist'; readonly entryId: string })
  | (At & { readonly type: 'ErasePersonal'; readonly userId: string })
  /** Lets time pass: everything due by `now` happens, a bounded portion at a time. */
  | (At & { readonly type: 'Tick' });
