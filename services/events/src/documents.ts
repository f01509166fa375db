import type {
  Address,
  EventStatus,
  LocationDetails,
  RowMarks,
  SalePolicy,
  SectionShape,
  ShowRow,
  Stage,
  Tier,
} from '@myevents/catalog';

/** Read models of the catalogue. Instants are epoch milliseconds, money is minor units; `to…` makes resources of them. */
export type LocationDocument = {
  readonly id: string;
  readonly name: string;
  /** What the list of locations is sorted by. */
  readonly sortName: string;
  readonly address: { readonly [Part in keyof Address]: Address[Part] };
  readonly coordinates?: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly timeZone: LocationDetails['timeZone'];
  readonly openingHours?: string | undefined;
  readonly halls: readonly HallSummary[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A hall without its plan, which has a document of its own. */
export type HallSummary = {
  readonly id: string;
  readonly name: string;
  readonly location?: string | undefined;
  readonly capacity: number;
  readonly isSeated: boolean;
};

type StageDocument = { readonly [Part in keyof Stage]: Stage[Part] };
type ShapeDocument = { readonly [Part in keyof SectionShape]: SectionShape[Part] };

export type HallPlanDocument = {
  readonly stage?: StageDocument | undefined;
  readonly sections: readonly {
    readonly name: string;
    readonly shape?: ShapeDocument | undefined;
    readonly rows: readonly RowDocument[];
  }[];
};
export type RowDocument = {
  readonly name: string;
  readonly labels: readonly string[];
  readonly offset?: number | undefined;
  readonly marks?: RowMarks | undefined;
};

export type EventDocument = {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly type: string;
  readonly locationId: string;
  readonly durationMinutes: number;
  readonly language?: string | undefined;
  readonly tags: readonly string[];
  readonly metadata?: { readonly [name: string]: string } | undefined;
  readonly status: EventStatus;
  readonly totalSeats: number;
  readonly showCount: number;
  readonly priceFrom?: { readonly amount: number; readonly currency: string } | undefined;
  /** Its shows that are not cancelled: [id, startsAt, endsAt], by start. */
  readonly shows: readonly (readonly [id: string, startsAt: number, endsAt: number])[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type ShowDocument = {
  readonly id: string;
  readonly eventId: string;
  readonly locationId: string;
  readonly hallId: string;
  readonly slotId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly doorsAt: number | null;
  readonly salesOpenAt: number | null;
  readonly salesCloseAt: number;
  readonly status: 'scheduled' | 'cancelled';
  readonly policy: { readonly [Choice in keyof SalePolicy]: SalePolicy[Choice] };
  readonly currency: string;
  readonly tiers: readonly { readonly [Part in keyof Tier]: Tier[Part] }[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A show's rows: a document of its own, because they may be large. Its version is that of the plan. */
export type ShowPlanDocument = {
  readonly eventId: string;
  readonly rows: readonly { readonly [Part in keyof ShowRow]: ShowRow[Part] }[];
  readonly layout?: LayoutDocument | undefined;
};

export type LayoutDocument = {
  readonly stage?: StageDocument | undefined;
  readonly sections: readonly { readonly name: string; readonly shape?: ShapeDocument | undefined }[];
};

/** When the first slot was taken that still waits for its show; empty where none does. */
export type CalendarDocument = { readonly waitingSince?: number | undefined };

/** What was last heard of a show's sale. Its version is the sale's. */
export type TakenDocument = { readonly tiers: { readonly [tier: string]: number } };
