import { Type } from 'typebox';
import { Email, Instant, idOf, Label, PageQuery, strict, UserId, Version } from './fields.ts';

export const WaitlistBody = Type.Object(
  {
    userId: UserId,
    name: Label(),
    email: Type.Optional(Email),
    /** One line: a tier and how many. The whole or nothing. */
    tickets: Type.Array(
      Type.Object(
        { tier: Type.String({ minLength: 1, maxLength: 40 }), quantity: Type.Integer({ minimum: 1, maximum: 10 }) },
        strict,
      ),
      { minItems: 1, maxItems: 1 },
    ),
  },
  strict,
);
export type WaitlistBody = Type.Static<typeof WaitlistBody>;

const WaitlistStatus = Type.Enum(['waiting', 'offered', 'taken', 'lapsed', 'left', 'closed']);

export const WaitlistEntry = Type.Object(
  {
    id: idOf('waitlistEntry'),
    showId: idOf('show'),
    userId: UserId,
    status: WaitlistStatus,
    tickets: Type.Array(Type.Object({ tier: Type.String(), quantity: Type.Integer() }, strict)),
    joinedAt: Instant,
    /** Entries before it in its tier + 1; 0 once it no longer waits. */
    position: Type.Integer({ minimum: 0 }),
    /** Tickets wanted by the entries before it. */
    ahead: Type.Integer({ minimum: 0 }),
    /** Held by others in its tier: this many could still come free. */
    heldTickets: Type.Integer({ minimum: 0 }),
    earliestReleaseAt: Type.Optional(
      Type.String({
        format: 'instant',
        description:
          'When the first of the present holds in its tier ends, unless it is paid, extended or let go of before; left out where ' +
          'none is held, and once it no longer waits',
      }),
    ),
    bookingId: Type.Optional(idOf('booking')),
    /** When the offer ends. */
    expiresAt: Type.Optional(Instant),
    version: Version,
  },
  strict,
);
export type WaitlistEntry = Type.Static<typeof WaitlistEntry>;

export const WaitlistQuery = Type.Object({ status: Type.Optional(WaitlistStatus), ...PageQuery }, strict);
export type WaitlistQuery = Type.Static<typeof WaitlistQuery>;
