/** What the catalogue says of a show, as the sale needs it. Instants are epoch milliseconds, money is minor units. */
export interface ShowSettings {
  readonly eventId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null: from the moment of publishing. */
  readonly salesOpenAt: number | null;
  readonly salesCloseAt: number;
  /** False while the event is a draft: nothing can be held. */
  readonly isPublished: boolean;
  /** ISO 4217; one currency per show. */
  readonly currency: string;
  readonly policy: SalePolicy;
  readonly tiers: readonly TierSettings[];
  /** The seating plan in plan order; empty where nothing is seated. */
  readonly rows: readonly SeatRow[];
}

export interface SalePolicy {
  /** 1–3600. */
  readonly holdSeconds: number;
  /** How long an offer to a waiter stands. */
  readonly offerSeconds: number;
  /** How often a hold may be extended, by `holdSeconds` each: 0 or 1. */
  readonly holdExtensions: number;
  /** 1–10: held + confirmed + waiting for, per user. */
  readonly maxTicketsPerUser: number;
  readonly uniqueNames: boolean;
  /** Until when a confirmed booking may be cancelled by its buyer; null: until the show starts. */
  readonly cancellableUntil: number | null;
}

export interface TierSettings {
  /** The organizer's, unique in the show. */
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  /** General admission: how many. Null: seated, the tier is what `rows` gives it. */
  readonly capacity: number | null;
}

/** A row of the plan. A seat's id is `<key>-<label>`; seats are adjacent when nothing stands between them here. */
export interface SeatRow {
  /** E.g. `Stalls/A`. */
  readonly key: string;
  /** In plan order; `1..40` stands for the labels 1 to 40. */
  readonly labels: readonly string[];
  /** Runs over the labels in the same order: [tier or null for a seat that is not sold, how many seats]. */
  readonly tiers: readonly (readonly [tier: string | null, seats: number])[];
}
