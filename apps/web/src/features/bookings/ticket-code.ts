import type { Booking, Ticket } from './queries.ts';

/** What a ticket's QR code says: who reads it at the door looks up the booking and finds the ticket in it. */
export function ticketCodeOf({ code }: Pick<Booking, 'code'>, { id }: Pick<Ticket, 'id'>): string {
  return `MYEVENTS:${code}:${id}`;
}
