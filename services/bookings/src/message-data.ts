import type { BookingMessage, OfferMessage } from '@myevents/contracts';
import type { StoredBooking } from './projections/booking-document.ts';
import type { ShowView } from './sale/show-view.ts';

/** A whole booking for other services: no name and no mail address. */
export function toBookingMessage({ id, version, document }: StoredBooking, view: ShowView): BookingMessage {
  const toPrice = (amount: number) => ({ amount, currency: document.currency });
  return {
    id,
    code: document.code,
    showId: document.showId,
    eventId: document.eventId,
    userId: document.userId,
    status: document.status,
    tickets: document.tickets.map(({ priceMinor, ...ticket }) => ({ ...ticket, price: toPrice(priceMinor) })),
    total: toPrice(document.tickets.reduce((sum, { priceMinor }) => sum + priceMinor, 0)),
    heldAt: new Date(document.heldAt).toISOString(),
    expiresAt: new Date(document.expiresAt).toISOString(),
    ...(document.entryId === undefined ? {} : { waitlistEntryId: document.entryId }),
    show: {
      id: document.showId,
      version: view.version,
      tiers: view.tiers.map(({ id: tierId, held, booked }) => ({ id: tierId, held, booked })),
    },
    version,
  };
}

/** What was offered to a waitlist entry: the booking that waits for it. */
export function toOfferMessage(entryId: string, { id, version, document }: StoredBooking): OfferMessage {
  const byTier = Map.groupBy(document.tickets, ({ tier }) => tier);
  return {
    id: entryId,
    showId: document.showId,
    userId: document.userId,
    bookingId: id,
    tickets: [...byTier].map(([tier, { length }]) => ({ tier, quantity: length })),
    expiresAt: new Date(document.expiresAt).toISOString(),
    version,
  };
}
