import type { ShowEvent } from '@myevents/booking';
import type { Commit, EventLog } from '@myevents/ports';
import type { BookingDocument, StoredBooking } from './projections/booking-document.ts';
import { showStream } from './streams.ts';

/**
 * A booking as one of its commits made it, for a request that is repeated (rule 6): its own events are read from the log and
 * folded up to the one that carries the request's key, or to the last one of that version.
 */
export async function readBookingAsOf(
  log: EventLog,
  booking: StoredBooking,
  until: { readonly version: number; readonly isLast: (event: ShowEvent) => boolean },
): Promise<{ readonly booking: StoredBooking; readonly at: number }> {
  const { showId, versions } = booking.document;
  let document: BookingDocument = { ...toBare(booking.document), status: 'held' };
  let at = document.heldAt;
  for (const version of versions.filter((touched) => touched <= until.version)) {
    const commit = await log.readOne({ stream: showStream(showId), version });
    for (const event of eventsOf(commit, booking.id)) {
      document = fold(document, event);
      at = event.at;
      if (version === until.version && until.isLast(event)) break;
    }
  }
  const touched = versions.filter((version) => version <= until.version);
  return { booking: { id: booking.id, version: until.version, document: { ...document, versions: touched } }, at };
}

/** What of a commit happened to a booking. */
export function eventsOf(commit: Commit | undefined, bookingId: string): readonly ShowEvent[] {
  const events = (commit?.events ?? []) as readonly ShowEvent[];
  return events.filter((event) => 'bookingId' in event && event.bookingId === bookingId);
}

/** What never changes about a booking. */
function toBare(document: BookingDocument): BookingDocument {
  const { endedAt: _ended, confirmedAt: _confirmed, payment: _payment, refunds: _refunds, ...bare } = document;
  return bare;
}

type EventOf<Type extends ShowEvent['type']> = Extract<ShowEvent, { type: Type }>;
type Fold<Type extends ShowEvent['type']> = (document: BookingDocument, event: EventOf<Type>) => BookingDocument;

function hold(
  document: BookingDocument,
  { tickets, expiresAt }: EventOf<'TicketsHeld' | 'TicketsOffered'>,
): BookingDocument {
  return { ...document, tickets, expiresAt };
}

const folds: { readonly [Type in ShowEvent['type']]?: Fold<Type> } = {
  TicketsHeld: hold,
  TicketsOffered: hold,
  HoldExtended: (document, { expiresAt }) => ({ ...document, expiresAt }),
  TicketReturned: (document, { ticketId }) => ({
    ...document,
    tickets: document.tickets.filter(({ id }) => id !== ticketId),
  }),
  PaymentStarted: (document, { attempt, method, amountMinor, expiresAt }) => ({
    ...document,
    expiresAt,
    payment: { attempt, method, status: 'pending', amountMinor },
  }),
  PaymentDeclined: (document, { reason }) => withPayment(document, { status: 'declined', reason }),
  BookingConfirmed: (document, { at }) =>
    withPayment({ ...document, status: 'confirmed', confirmedAt: at }, { status: 'authorised' }),
  PaymentCaptured: (document) => withPayment(document, { status: 'captured' }),
};

function fold(document: BookingDocument, event: ShowEvent): BookingDocument {
  const apply = folds[event.type] as Fold<ShowEvent['type']> | undefined;
  return apply ? apply(document, event) : document;
}

function withPayment(
  document: BookingDocument,
  change: Partial<NonNullable<BookingDocument['payment']>>,
): BookingDocument {
  return document.payment === undefined ? document : { ...document, payment: { ...document.payment, ...change } };
}
