import { bookingOf, type EntryView, entryOf, type Show, type ShowEvent, touchedBy } from '@myevents/booking';
import type { DocumentWrite } from '@myevents/ports';
import { collections, toWrite } from '../collections.ts';
import { projectPeople } from '../personal.ts';
import { type BookingDocument, toBookingDocument } from './booking-document.ts';
import { toEntryDocument, toJoinDocument } from './entry-document.ts';

/** What a commit makes of the read models, and the resources it touched as it left them. */
export interface Projection {
  readonly writes: DocumentWrite[];
  readonly bookings: ReadonlyMap<string, BookingDocument>;
  readonly entries: ReadonlyMap<string, EntryView>;
}

/** Projects exactly what the commit touched. `show` stands at the end of it. */
export function projectCommit(show: Show, events: readonly ShowEvent[]): Projection {
  const bookings = new Map<string, BookingDocument>();
  const entries = new Map<string, EntryView>();
  const people = new Map<string, DocumentWrite>();
  const writes: DocumentWrite[] = [];
  const joined: string[] = [];
  for (const event of events) {
    const touched = touchedBy(event);
    for (const id of touched.bookingIds) addBooking(show, id, bookings);
    for (const id of touched.entryIds) addEntry(show, id, entries);
    projectPeople(people, event, show.version);
    if (event.type === 'WaitlistJoined') joined.push(event.entryId);
  }
  const { version } = show;
  for (const [id, document] of bookings)
    writes.push(toWrite({ collection: collections.bookings, id, version }, document));
  for (const [id, entry] of entries) {
    writes.push(toWrite({ collection: collections.entries, id, version }, toEntryDocument(entry, show.id)));
  }
  for (const id of joined) {
    const entry = entries.get(id);
    if (entry) writes.push(toWrite({ collection: collections.joins, id, version }, toJoinDocument(entry)));
  }
  for (const write of people.values()) writes.push(write);
  return { writes, bookings, entries };
}

function addBooking(show: Show, id: string, bookings: Map<string, BookingDocument>): void {
  if (bookings.has(id)) return;
  const state = bookingOf(show, id);
  // A booking that is over and forgotten keeps the document of its end.
  if (!state) return;
  bookings.set(id, toBookingDocument(state, { showId: show.id, eventId: show.settings?.eventId ?? '' }));
}

function addEntry(show: Show, id: string, entries: Map<string, EntryView>): void {
  if (entries.has(id)) return;
  const entry = entryOf(show, id);
  if (entry) entries.set(id, entry);
}
