import { Type } from 'typebox';
import { BookingStatus } from '../http/booking.ts';
import { Instant, idOf, Money, strict, UserId, Version } from '../http/fields.ts';

/** How much of each tier is taken, so that the Event Service can refuse a capacity below it. */
const Taken = Type.Array(Type.Object({ id: Type.String(), held: Type.Integer(), booked: Type.Integer() }, strict));

/** `myevents.booking.held|confirmed|expired|released|cancelled`: the whole booking, without names or mail addresses. */
export const BookingMessage = Type.Object(
  {
    id: idOf('booking'),
    code: Type.String(),
    showId: idOf('show'),
    eventId: idOf('event'),
    userId: UserId,
    status: BookingStatus,
    tickets: Type.Array(
      Type.Object(
        { id: idOf('ticket'), tier: Type.String(), seat: Type.Optional(Type.String()), price: Money },
        strict,
      ),
    ),
    total: Money,
    heldAt: Instant,
    expiresAt: Instant,
    waitlistEntryId: Type.Optional(idOf('waitlistEntry')),
    show: Type.Object({ id: idOf('show'), version: Version, tiers: Taken }, strict),
    version: Version,
  },
  strict,
);
export type BookingMessage = Type.Static<typeof BookingMessage>;

/** `myevents.waitlist.offered` */
export const OfferMessage = Type.Object(
  {
    id: idOf('waitlistEntry'),
    showId: idOf('show'),
    userId: UserId,
    bookingId: idOf('booking'),
    tickets: Type.Array(Type.Object({ tier: Type.String(), quantity: Type.Integer() }, strict)),
    expiresAt: Instant,
    version: Version,
  },
  strict,
);
export type OfferMessage = Type.Static<typeof OfferMessage>;
