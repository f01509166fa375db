/** What a client was told of a booking, and what may be true besides, because it asked for more and got no answer. */
export interface BookingFact {
  readonly bookingId: string;
  readonly showId: string;
  readonly userId: string;
  /** Ids of the tickets, as last acknowledged. */
  tickets: readonly string[];
  /** Epoch milliseconds: a hold may be expired from here on, never before. */
  expiresAt: number;
  /** Every state the booking may be in, given what was acknowledged and what is still unanswered. */
  allowed: ReadonlySet<string>;
}

export interface EntryFact {
  readonly entryId: string;
  readonly showId: string;
  readonly tier: string;
  readonly quantity: number;
  allowed: ReadonlySet<string>;
}

/** A POST that was answered: the same key must give the same resource for ever after. */
export interface RememberedRequest {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  readonly status: number;
  readonly id: string;
}

/** Collects what was acknowledged. It believes nothing it was not told. */
export interface Witness {
  readonly bookings: Map<string, BookingFact>;
  readonly entries: Map<string, EntryFact>;
  readonly requests: RememberedRequest[];
  /** Users whose one hold was refused for good: they must not have a booking. */
  readonly refusedUsers: Set<string>;
  readonly counts: Record<string, number>;
  count(what: string): void;
}

export const openEnds = new Set(['held', 'expired']);
export const waitingEnds = new Set(['waiting', 'offered', 'lapsed']);

export function createWitness(): Witness {
  const counts: Record<string, number> = {};
  return {
    bookings: new Map(),
    entries: new Map(),
    requests: [],
    refusedUsers: new Set(),
    counts,
    count(what) {
      counts[what] = (counts[what] ?? 0) + 1;
    },
  };
}
