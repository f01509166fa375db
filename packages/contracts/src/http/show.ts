import { Type } from 'typebox';
import { Instant, idOf, Label, Money, strict, TimeZone, Version } from './fields.ts';
import { RowOffset, SeatMark, SectionShape, Stage } from './seating-plan.ts';

const TierId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$',
  description: "The organizer's, unique in the show: economy, regular, vip",
});
export const SeatId = Type.String({
  pattern: '^[^\\p{C}]{1,100}-[^-\\p{C}]{1,20}$',
  description: 'Like `A-12` or `Stalls/A-12`',
});

const GeneralTier = Type.Object(
  { id: TierId, name: Label(100), price: Money, capacity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  strict,
);
const SeatedTier = Type.Object(
  { id: TierId, name: Label(100), price: Money, seats: Type.Array(SeatId, { minItems: 1, maxItems: 20_000 }) },
  strict,
);
/** Exactly one of `capacity` and `seats`. */
export const TierBody = Type.Union([GeneralTier, SeatedTier]);
export type TierBody = Type.Static<typeof TierBody>;

const policyFields = {
  holdSeconds: Type.Integer({ minimum: 1, maximum: 3600 }),
  offerSeconds: Type.Integer({ minimum: 1, maximum: 3600 }),
  holdExtensions: Type.Integer({ minimum: 0, maximum: 1 }),
  maxTicketsPerUser: Type.Integer({ minimum: 1, maximum: 10 }),
  uniqueNames: Type.Boolean(),
};
/** What is left out takes its default: 600 s, offers as long as holds, no extension, 10 tickets, unique names. */
export const PolicyBody = Type.Partial(Type.Object({ ...policyFields, cancellableUntil: Instant }, strict), strict);
export type PolicyBody = Type.Static<typeof PolicyBody>;
export const Policy = Type.Object({ ...policyFields, cancellableUntil: Type.Optional(Instant) }, strict);

const showFields = {
  hallId: idOf('hall'),
  startsAt: Instant,
  endsAt: Instant,
  doorsAt: Type.Optional(Instant),
  salesOpenAt: Type.Optional(Instant),
  salesCloseAt: Type.Optional(Instant),
  policy: Type.Optional(PolicyBody),
  tiers: Type.Array(TierBody, { minItems: 1, maxItems: 50 }),
};

export const ShowBody = Type.Object(showFields, strict);
export type ShowBody = Type.Static<typeof ShowBody>;

/** A given list of tiers replaces the list; sold seats and tiers stay until they are free. */
export const ShowPatch = Type.Partial(ShowBody, { ...strict, minProperties: 1 });
export type ShowPatch = Type.Static<typeof ShowPatch>;

export const TierResource = Type.Object(
  {
    id: TierId,
    name: Label(100),
    price: Money,
    capacity: Type.Integer({ minimum: 0 }),
    isSeated: Type.Boolean(),
  },
  strict,
);

export const ShowResource = Type.Object(
  {
    id: idOf('show'),
    eventId: idOf('event'),
    locationId: idOf('location'),
    hallId: idOf('hall'),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: TimeZone,
    doorsAt: Type.Optional(Instant),
    salesOpenAt: Type.Optional(Instant),
    salesCloseAt: Instant,
    status: Type.Enum(['scheduled', 'cancelled']),
    policy: Policy,
    tiers: Type.Array(TierResource),
    totalSeats: Type.Integer({ minimum: 0 }),
    createdAt: Instant,
    updatedAt: Instant,
    version: Version,
  },
  strict,
);
export type ShowResource = Type.Static<typeof ShowResource>;

const PlanSeat = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
    tier: Type.Union([TierId, Type.Null()]),
    marks: Type.Optional(Type.Array(SeatMark, { minItems: 1, description: 'Left out where the seat has none' })),
  },
  strict,
);

/**
 * Immutable per version: the row keys are those of `availability?seats=true`, a letter there is a seat here. Stage, shapes
 * and marks are the hall's as they were when the seats were put on sale.
 */
export const ShowPlan = Type.Object(
  {
    showId: idOf('show'),
    version: Version,
    stage: Type.Optional(Stage),
    sections: Type.Array(Type.Object({ name: Type.String(), shape: Type.Optional(SectionShape) }, strict), {
      description: 'In the order of the plan. One without a shape is laid out by who draws it',
    }),
    rows: Type.Array(
      Type.Object(
        {
          key: Type.String(),
          section: Type.Optional(Type.String({ description: 'Left out where the row is in none' })),
          offset: Type.Optional(RowOffset),
          seats: Type.Array(PlanSeat),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ShowPlan = Type.Static<typeof ShowPlan>;

export const TierAvailabilityResource = Type.Object(
  {
    id: TierId,
    name: Type.String(),
    price: Money,
    capacity: Type.Integer(),
    available: Type.Integer(),
    reservedForWaitlist: Type.Integer(),
    held: Type.Integer(),
    booked: Type.Integer(),
    waiting: Type.Integer(),
  },
  strict,
);
/** A letter a seat in plan order: `a`vailable, `h`eld, `b`ooked, `x` not for sale. */
const SeatLetters = Type.Record(Type.String(), Type.String({ pattern: '^[ahbx]*$' }));
export const Availability = Type.Object(
  {
    showId: idOf('show'),
    version: Version,
    tiers: Type.Array(TierAvailabilityResource),
    seats: Type.Optional(SeatLetters),
  },
  strict,
);
export type Availability = Type.Static<typeof Availability>;
