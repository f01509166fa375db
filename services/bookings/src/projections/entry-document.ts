import type { EntryView, WaitlistStatus } from '@myevents/booking';

/** A waitlist entry as readers find it. Its place in line is no part of it: that is asked of the show. */
export interface EntryDocument {
  readonly showId: string;
  readonly userId: string;
  readonly status: WaitlistStatus;
  readonly tier: string;
  readonly quantity: number;
  readonly joinedAt: number;
  readonly bookingId?: string;
  readonly expiresAt?: number;
}

/** How an entry stood at the end of the commit that made it: what a repeated request is answered. */
export interface JoinDocument {
  readonly status: WaitlistStatus;
  readonly position: number;
  readonly ahead: number;
  readonly heldTickets: number;
  readonly earliestReleaseAt?: number;
  readonly bookingId?: string;
  readonly expiresAt?: number;
}

export interface StoredEntry {
  readonly id: string;
  readonly version: number;
  readonly document: EntryDocument;
}

export function toEntryDocument(entry: EntryView, showId: string): EntryDocument {
  const { userId, status, tier, quantity, joinedAt } = entry;
  return { showId, userId, status, tier, quantity, joinedAt, ...offerOf(entry) };
}

export function toJoinDocument(entry: EntryView): JoinDocument {
  const { status, position, ahead, heldTickets, earliestReleaseAt } = entry;
  const release = earliestReleaseAt === undefined ? {} : { earliestReleaseAt };
  return { status, position, ahead, heldTickets, ...release, ...offerOf(entry) };
}

function offerOf({ bookingId, expiresAt }: EntryView): { readonly bookingId?: string; readonly expiresAt?: number } {
  return { ...(bookingId === undefined ? {} : { bookingId }), ...(expiresAt === undefined ? {} : { expiresAt }) };
}
