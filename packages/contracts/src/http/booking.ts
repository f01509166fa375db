import { Type } from 'typebox';
import { Email, Instant, idOf, Label, Money, PageQuery, strict, UserId, Version } from './fields.ts';
import { SeatId } from './show.ts';

const TierName = Type.String({ minLength: 1, maxLength: 40 });
const names = Type.Optional(Type.Array(Label(), { minItems: 1, maxItems: 10 }));

/** Each line exactly one of `quantity` (in a seated tier: the best seats together) and `seats`. */
export const TicketLineBody = Type.Union([
  Type.Object({ tier: TierName, quantity: Type.Integer({ minimum: 1, maximum: 10 }), names }, strict),
  Type.Object({ tier: TierName, seats: Type.Array(SeatId, { minItems: 1, maxItems: 10 }), names }, strict),
]);

export const BookingBody = Type.Object(
  {
    userId: UserId,
    name: Label(),
    email: Type.Optional(Email),
    tickets: Type.Array(TicketLineBody, { minItems: 1, maxItems: 10 }),
  },
  strict,
);
export type BookingBody = Type.Static<typeof BookingBody>;

export const BookingStatus = Type.Enum(['held', 'confirmed', 'expired', 'released', 'cancelled']);

export const BookingResource = Type.Object(
  {
    id: idOf('booking'),
    code: Type.String({ description: 'What a buyer reads out at the door' }),
    showId: idOf('show'),
    eventId: idOf('event'),
    userId: UserId,
    name: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    status: BookingStatus,
    tickets: Type.Array(
      Type.Object(
        {
          id: idOf('ticket'),
          tier: Type.String(),
          seat: Type.Optional(Type.String()),
          name: Type.Optional(Type.String()),
          price: Money,
        },
        strict,
      ),
    ),
    total: Money,
    heldAt: Instant,
    expiresAt: Instant,
    expiresInSeconds: Type.Number({ minimum: 0, description: 'On the server’s clock; 0 once the hold is over' }),
    confirmedAt: Type.Optional(Instant),
    endedAt: Type.Optional(Instant),
    payment: Type.Optional(
      Type.Object(
        {
          status: Type.String({ description: 'pending, declined, authorised, captured, voided or refunded' }),
          method: Type.String(),
          reason: Type.Optional(Type.String()),
          refunded: Type.Optional(Money),
        },
        strict,
      ),
    ),
    waitlistEntryId: Type.Optional(idOf('waitlistEntry')),
    version: Version,
  },
  strict,
);
export type BookingResource = Type.Static<typeof BookingResource>;

export const PaymentBody = Type.Object(
  {
    method: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }),
    token: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  strict,
);
export type PaymentBody = Type.Static<typeof PaymentBody>;

export const BookingSearchQuery = Type.Object(
  {
    userId: Type.Optional(UserId),
    showId: Type.Optional(idOf('show')),
    eventId: Type.Optional(idOf('event')),
    name: Type.Optional(Label()),
    status: Type.Optional(BookingStatus),
    /** On the time of the hold; both ends included. */
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    ...PageQuery,
  },
  strict,
);
export type BookingSearchQuery = Type.Static<typeof BookingSearchQuery>;

/** One thing that happened, in plain words, with the rule that made it so. */
export const HistoryItem = Type.Object(
  {
    version: Version,
    at: Instant,
    type: Type.String({ description: 'The event in the log' }),
    rule: Type.String({ description: 'The rule of the sale that decided it' }),
    text: Type.String(),
    details: Type.Optional(Type.Unknown()),
  },
  strict,
);
export type HistoryItem = Type.Static<typeof HistoryItem>;
