import type { ShowEvent } from '../events.ts';
import { remember } from '../idempotency.ts';
import { aboutEntry } from '../ruling.ts';
import type { Show } from '../show.ts';
import { dropIfGone } from '../tier.ts';
import { type Entry, enterRoom, leaveRoom } from '../waiting-room.ts';
import { addHeldBooking } from './bookings.ts';

type Event<T extends ShowEvent['type']> = Extract<ShowEvent, { type: T }>;

export function joinWaitlist(show: Show, event: Event<'WaitlistJoined'>): void {
  const { entryId, tier, quantity, userId, nameKey, booking } = event;
  enterRoom(show.room, {
    entryId,
    tier,
    quantity,
    userId,
    nameKey,
    booking,
    joinedAt: event.at,
    place: show.nextPlace,
    status: 'waiting',
    version: show.version,
    isErased: false,
  });
  show.nextPlace += 1;
  show.unserved.add(tier);
  remember(show, event.request, event.at, aboutEntry(entryId));
}

export function offerTickets(show: Show, event: Event<'TicketsOffered'>): void {
  const entry = waitingEntry(show, event.entryId);
  leaveRoom(show.room, entry);
  entry.status = 'offered';
  entry.version = show.version;
  show.offered.set(entry.entryId, entry);
  addHeldBooking(show, {
    id: event.bookingId,
    code: entry.booking.code,
    userId: entry.userId,
    nameKey: entry.nameKey,
    currency: event.currency,
    heldAt: event.at,
    expiresAt: event.expiresAt,
    isErased: entry.isErased,
    entryId: entry.entryId,
    tickets: event.tickets,
  });
}

export function leaveWaitlist(show: Show, event: Event<'WaitlistLeft'>): void {
  endWaiting(show, waitingEntry(show, event.entryId), 'left');
}

/** The entry is told that its line has been closed: with the whole room before, or with its tier. */
export function closeEntry(show: Show, event: Event<'WaitlistClosed'>): void {
  const room = show.closing[0];
  const entry = room?.entries.get(event.entryId);
  if (room === undefined || entry === undefined) {
    endWaiting(show, waitingEntry(show, event.entryId), 'closed');
    return;
  }
  room.entries.delete(entry.entryId);
  if (room.entries.size === 0) show.closing.shift();
  endEntry(show, entry, 'closed');
}

export function erasePersonal(show: Show, event: Event<'PersonalErased'>): void {
  for (const id of event.bookingIds) {
    const booking = show.bookings.get(id);
    if (booking !== undefined) booking.isErased = true;
  }
  for (const id of event.entryIds) {
    const entry = knownEntry(show, id);
    if (entry !== undefined) entry.isErased = true;
  }
}

/** An entry the show still knows, with the room it is in if that is closed. */
export function knownEntry(show: Show, entryId: string): Entry | undefined {
  return (
    show.room.entries.get(entryId) ??
    show.offered.get(entryId) ??
    show.endedEntries.get(entryId) ??
    show.closing.find(({ entries }) => entries.has(entryId))?.entries.get(entryId)
  );
}

function waitingEntry(show: Show, entryId: string): Entry {
  const entry = show.room.entries.get(entryId);
  if (entry === undefined) throw new Error(`the log tells of entry ${entryId}, which does not wait`);
  return entry;
}

function endWaiting(show: Show, entry: Entry, status: 'left' | 'closed'): void {
  leaveRoom(show.room, entry);
  show.unserved.add(entry.tier);
  dropIfGone(show, entry.tier);
  endEntry(show, entry, status);
}

function endEntry(show: Show, entry: Entry, status: 'left' | 'closed'): void {
  entry.status = status;
  entry.version = show.version;
  show.endedEntries.set(entry.entryId, entry);
}
