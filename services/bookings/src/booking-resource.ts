import type { BookingResource } from '@myevents/contracts';
import type { Person } from './personal.ts';
import type { BookingDocument, StoredBooking } from './projections/booking-document.ts';

/** A booking as its buyer sees it. `now`: the instant for which the remaining seconds are told, epoch milliseconds. */
export function toBookingResource(
  { id, version, document }: StoredBooking,
  person: Person,
  now: number,
): BookingResource {
  const { currency, status } = document;
  const toMoney = (amount: number) => ({ amount, currency });
  return {
    id,
    code: document.code,
    showId: document.showId,
    eventId: document.eventId,
    userId: document.userId,
    ...(person.name === undefined ? {} : { name: person.name }),
    ...(person.email === undefined ? {} : { email: person.email }),
    status,
    tickets: document.tickets.map((ticket) => toTicket(ticket, person, currency)),
    total: toMoney(document.tickets.reduce((sum, { priceMinor }) => sum + priceMinor, 0)),
    heldAt: toInstant(document.heldAt),
    expiresAt: toInstant(document.expiresAt),
    expiresInSeconds: status === 'held' ? Math.max(0, (document.expiresAt - now) / 1000) : 0,
    ...(document.confirmedAt === undefined ? {} : { confirmedAt: toInstant(document.confirmedAt) }),
    ...(document.endedAt === undefined ? {} : { endedAt: toInstant(document.endedAt) }),
    ...(document.payment === undefined ? {} : { payment: toPayment(document) }),
    ...(document.entryId === undefined ? {} : { waitlistEntryId: document.entryId }),
    version,
  };
}

function toTicket(
  { id, tier, seat, priceMinor }: BookingDocument['tickets'][number],
  { ticketNames }: Person,
  currency: string,
): BookingResource['tickets'][number] {
  const name = ticketNames?.[id];
  return {
    id,
    tier,
    ...(seat === undefined ? {} : { seat }),
    ...(name === undefined ? {} : { name }),
    price: { amount: priceMinor, currency },
  };
}

function toPayment({ payment, refunds = [], currency }: BookingDocument): NonNullable<BookingResource['payment']> {
  const { status = 'pending', method = '', reason } = payment ?? {};
  const done = refunds.filter(({ isDone }) => isDone);
  const refunded = done.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    status,
    method,
    ...(reason === undefined ? {} : { reason }),
    ...(done.length === 0 ? {} : { refunded: { amount: refunded, currency } }),
  };
}

export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
