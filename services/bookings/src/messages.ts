import type { ShowEvent } from '@myevents/booking';
import { type MessagesOf, toBusMessages, toCloudEvent } from '@myevents/commit-kit';
import { type MessageType, topics } from '@myevents/contracts';
import type { CloudEvent, Commit, DocumentStore, DocumentWrite, JsonObject } from '@myevents/ports';
import { collections } from './collections.ts';
import { toBookingMessage, toOfferMessage } from './message-data.ts';
import type { BookingDocument, StoredBooking } from './projections/booking-document.ts';
import type { Restore } from './restore.ts';
import type { ShowView } from './sale/show-view.ts';
import { showStreamPrefix } from './streams.ts';

/** Every CloudEvent of this service names it as its source. */
export const eventSource = '/bookings';

export interface MessageSources {
  readonly documents: DocumentStore;
  /** The views of the commits that are being published by the process that made them. */
  readonly views: WeakMap<Commit, ShowView>;
  /** The present view of a show, for commits that a crashed process left unpublished. */
  readonly viewOf: (showId: string) => Promise<ShowView>;
  /** Called first for those, whose documents may never have been stored. */
  readonly restore: Restore;
}

/**
 * The messages of a show's commit: what happened to which booking, each with the whole booking and how much of every tier is
 * taken. Users' commits have no messages.
 */
export function createMessagesOf({ documents, views, viewOf, restore }: MessageSources): MessagesOf {
  return async (commit, writes) => {
    if (!writes) await restore(commit);
    if (!commit.stream.startsWith(showStreamPrefix)) return [];
    const told = (commit.events as readonly ShowEvent[]).filter(isTold);
    if (told.length === 0) return [];
    const view = views.get(commit) ?? (await viewOf(commit.stream.slice(showStreamPrefix.length)));
    const ids = [...new Set(told.map(({ bookingId }) => bookingId))];
    const bookings = writes ? pickBookings(writes) : await readBookings(documents, ids);
    const messages: CloudEvent[] = [];
    for (const event of told) {
      const booking = bookings.get(event.bookingId);
      if (!booking) continue;
      const add = (type: MessageType, subject: string, data: object) => {
        messages.push(toMessage(commit, { type, subject, data, index: messages.length }));
      };
      add(bookingType(event, booking), booking.id, toBookingMessage(booking, view));
      if (event.type !== 'TicketsOffered') continue;
      add('myevents.waitlist.offered', event.entryId, toOfferMessage(event.entryId, booking));
    }
    return toBusMessages(topics.bookings, commit.stream, messages);
  };
}

const toldTypes = {
  TicketsHeld: 'myevents.booking.held',
  TicketsOffered: 'myevents.booking.held',
  BookingConfirmed: 'myevents.booking.confirmed',
  HoldExpired: 'myevents.booking.expired',
  HoldReleased: 'myevents.booking.released',
  BookingCancelled: 'myevents.booking.cancelled',
  // What is left of the booking stands as it stood: told again with the state it is in.
  HoldExtended: undefined,
  TicketReturned: undefined,
} as const satisfies Partial<Record<ShowEvent['type'], MessageType | undefined>>;

type ToldEvent = Extract<ShowEvent, { type: keyof typeof toldTypes }>;

function isTold(event: ShowEvent): event is ToldEvent {
  return event.type in toldTypes;
}

function bookingType({ type }: ToldEvent, { document }: StoredBooking): MessageType {
  return toldTypes[type] ?? `myevents.booking.${document.status}`;
}

function toMessage(
  { stream, version, at }: Commit,
  { type, subject, data, index }: { type: MessageType; subject: string; data: object; index: number },
): CloudEvent {
  return toCloudEvent({ type, subject, source: eventSource, stream, version, index, at, data: data as JsonObject });
}

function pickBookings(writes: readonly DocumentWrite[]): Map<string, StoredBooking> {
  const bookings = new Map<string, StoredBooking>();
  for (const { collection, id, version, document } of writes) {
    if (collection !== collections.bookings || document === null) continue;
    bookings.set(id, { id, version, document: document as object as BookingDocument });
  }
  return bookings;
}

async function readBookings(documents: DocumentStore, ids: readonly string[]): Promise<Map<string, StoredBooking>> {
  const stored = await documents.getMany(collections.bookings, ids);
  const bookings = new Map<string, StoredBooking>();
  for (const found of stored) {
    if (found) bookings.set(found.id, { ...found, document: found.document as object as BookingDocument });
  }
  return bookings;
}
