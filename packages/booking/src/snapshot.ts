import type { Booking } from './booking.ts';
import { isLive, pendingPayment } from './booking.ts';
import { addDeadline } from './deadlines.ts';
import { addHoldEnd } from './hold-ends.ts';
import { addRequest, type RememberedRequest } from './idempotency.ts';
import { createPlan } from './plan.ts';
import { known } from './present.ts';
import type { ShowSettings, TierSettings } from './settings.ts';
import { createShow, type Show } from './show.ts';
import {
  type BookingRow,
  type EntryRow,
  fromBookingRow,
  fromEntryRow,
  toBookingRow,
  toEntryRow,
} from './snapshot-rows.ts';
import { addToTally, count } from './tally.ts';
import { recountTier } from './tier.ts';
import type { OwedAction } from './views.ts';
import { createWaitingRoom, enterRoom, type WaitingRoom } from './waiting-room.ts';

/** Names the shape that {@link toSnapshot} writes: a reader has to ignore any other. */
export const snapshotSchema = 'show-1';

/** All of a show's state that cannot be counted anew, as plain JSON. */
export interface ShowSnapshot {
  readonly schema: string;
  readonly id: string;
  readonly version: number;
  readonly at: number;
  readonly settings: ShowSettings | null;
  readonly catalogueVersion: number;
  readonly isCancelled: boolean;
  readonly isOpened: boolean;
  readonly isClosed: boolean;
  /** Removed tiers that are not free yet. */
  readonly removedTiers: readonly TierSettings[];
  readonly bookings: readonly BookingRow[];
  readonly endedBookings: readonly string[];
  readonly entries: readonly EntryRow[];
  readonly closing: readonly { readonly closedVersion: number; readonly entries: readonly EntryRow[] }[];
  readonly offered: readonly EntryRow[];
  readonly endedEntries: readonly EntryRow[];
  readonly requests: readonly (readonly [key: string, RememberedRequest])[];
  readonly pending: readonly string[];
  readonly owed: readonly (readonly [key: string, OwedAction])[];
  readonly nextOrder: number;
  readonly nextPlace: number;
}

/** The state after the last commit in which anything happened; shares nothing with the show that changes later. O(everything). */
export function toSnapshot(show: Show): ShowSnapshot {
  const { version, at } = show.begun ?? show;
  return {
    schema: snapshotSchema,
    id: show.id,
    version,
    at,
    settings: show.settings ?? null,
    catalogueVersion: show.catalogueVersion,
    isCancelled: show.isCancelled,
    isOpened: show.isOpened,
    isClosed: show.isClosed,
    removedTiers: [...show.tiers.values()].filter(({ isPlanned }) => !isPlanned).map(({ settings }) => settings),
    bookings: [...show.bookings.values()].map(toBookingRow),
    endedBookings: [...show.endedBookings],
    entries: [...show.room.entries.values()].map(toEntryRow),
    closing: show.closing.map(({ closedVersion, entries }) => ({
      closedVersion,
      entries: [...entries.values()].map(toEntryRow),
    })),
    offered: [...show.offered.values()].map(toEntryRow),
    endedEntries: [...show.endedEntries.values()].map(toEntryRow),
    requests: [...show.requests.byKey],
    pending: [...show.pending],
    owed: [...show.owed],
    nextOrder: show.nextOrder,
    nextPlace: show.nextPlace,
  };
}

/** The show as it was: everything that happens to it from here on happens as it would have there. */
export function fromSnapshot(snapshot: ShowSnapshot): Show {
  if (snapshot.schema !== snapshotSchema) throw new Error(`snapshot of another schema: ${snapshot.schema}`);
  const show = createShow(snapshot.id);
  const { version, at, settings, catalogueVersion, isCancelled, isOpened, isClosed, nextOrder, nextPlace } = snapshot;
  Object.assign(show, { version, at, catalogueVersion, isCancelled, isOpened, isClosed, nextOrder, nextPlace });
  show.settings = settings ?? undefined;
  makeTiers(show, snapshot);
  for (const row of snapshot.bookings) addBooking(show, fromBookingRow(row));
  for (const id of snapshot.endedBookings) show.endedBookings.add(id);
  for (const id of snapshot.pending) show.pending.add(id);
  for (const [key, action] of snapshot.owed) show.owed.set(key, action);
  for (const [key, request] of snapshot.requests) addRequest(show.requests, key, request);
  for (const row of snapshot.entries) enterRoom(show.room, fromEntryRow(row));
  for (const entry of snapshot.offered.map(fromEntryRow)) show.offered.set(entry.entryId, entry);
  for (const entry of snapshot.endedEntries.map(fromEntryRow)) show.endedEntries.set(entry.entryId, entry);
  show.closing = snapshot.closing.map(({ closedVersion, entries }) => toRoom(closedVersion, entries));
  show.plan = createPlan(show);
  for (const tier of show.tiers.values()) recountTier(show, tier);
  return show;
}

function makeTiers(show: Show, { settings, removedTiers, isCancelled }: ShowSnapshot): void {
  const removed = new Set(removedTiers.map(({ id }) => id));
  const planned = isCancelled ? [] : (settings?.tiers ?? []).filter(({ id }) => !removed.has(id));
  for (const tier of [...planned, ...removedTiers]) {
    const isPlanned = !removed.has(tier.id);
    show.tiers.set(tier.id, { settings: tier, isPlanned, wished: 0, capacity: 0, free: 0, held: 0, booked: 0 });
  }
}

function addBooking(show: Show, booking: Booking): void {
  show.bookings.set(booking.id, booking);
  if (!isLive(booking)) return;
  const isHeld = booking.status === 'held';
  show.live.add(booking.id);
  addToTally(show.users, booking.userId, { id: booking.id, tickets: booking.tickets.length });
  count(show.names, booking.nameKey, 1);
  for (const ticket of booking.tickets) {
    known(show.tiers, ticket.tier)[isHeld ? 'held' : 'booked'] += 1;
    if (ticket.seat !== undefined) show.takenSeats.set(ticket.seat, isHeld ? 'h' : 'b');
  }
  if (!isHeld) return;
  addHoldEnd(show, booking);
  const { order, id: bookingId } = booking;
  const deadline = pendingPayment(booking)?.deadline;
  if (deadline !== undefined) addDeadline(show.deadlines, { at: deadline, order, kind: 0, bookingId });
}

function toRoom(closedVersion: number, entries: readonly EntryRow[]): WaitingRoom {
  const room = createWaitingRoom();
  for (const row of entries) enterRoom(room, fromEntryRow(row));
  room.closedVersion = closedVersion;
  return room;
}
