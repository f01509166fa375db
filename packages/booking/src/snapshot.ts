import type { Booking } from './booking.ts';
import { isLive, pendingPayment } from './booking.ts';
import { addDeadline } from './deadlines.ts';
import type { RememberedRequest } from './idempotency.ts';
import { createPlan } from './plan.ts';
import { known } from './present.ts';
import type { ShowSettings, TierSettings } from './settings.ts';
import { createShow, type Show } from './show.ts';
import { addToTally, count } from './tally.ts';
import { recountTier } from './tier.ts';
import type { OwedAction } from './views.ts';
import { createWaitingRoom, type Entry, enterRoom, type WaitingRoom } from './waiting-room.ts';

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
  readonly bookings: readonly Booking[];
  readonly endedBookings: readonly string[];
  readonly entries: readonly Entry[];
  readonly closing: readonly { readonly closedVersion: number; readonly entries: readonly Entry[] }[];
  readonly offered: readonly Entry[];
  readonly endedEntries: readonly Entry[];
  readonly requests: readonly (readonly [key: string, RememberedRequest])[];
  readonly pending: readonly string[];
  readonly owed: readonly (readonly [key: string, OwedAction])[];
  readonly nextOrder: number;
  readonly nextPlace: number;
}

/** The state after the last commit in which anything happened; shares nothing with the show that changes later. O(everything). */
export function toSnapshot(show: Show): ShowSnapshot {
  const { version, at } = show.begun ?? show;
  const snapshot: ShowSnapshot = {
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
    bookings: [...show.bookings.values()],
    endedBookings: [...show.endedBookings],
    entries: [...show.room.entries.values()],
    closing: show.closing.map(({ closedVersion, entries }) => ({ closedVersion, entries: [...entries.values()] })),
    offered: [...show.offered.values()],
    endedEntries: [...show.endedEntries.values()],
    requests: [...show.requests],
    pending: [...show.pending],
    owed: [...show.owed],
    nextOrder: show.nextOrder,
    nextPlace: show.nextPlace,
  };
  return structuredCopy(snapshot);
}

/** The show as it was: everything that happens to it from here on happens as it would have there. Takes the snapshot over. */
export function fromSnapshot(snapshot: ShowSnapshot): Show {
  if (snapshot.schema !== snapshotSchema) throw new Error(`snapshot of another schema: ${snapshot.schema}`);
  const show = createShow(snapshot.id);
  const { version, at, settings, catalogueVersion, isCancelled, isOpened, isClosed, nextOrder, nextPlace } = snapshot;
  Object.assign(show, { version, at, catalogueVersion, isCancelled, isOpened, isClosed, nextOrder, nextPlace });
  show.settings = settings ?? undefined;
  makeTiers(show, snapshot);
  for (const booking of snapshot.bookings) addBooking(show, booking);
  for (const id of snapshot.endedBookings) show.endedBookings.add(id);
  for (const id of snapshot.pending) show.pending.add(id);
  for (const [key, action] of snapshot.owed) show.owed.set(key, action);
  for (const [key, request] of snapshot.requests) show.requests.set(key, request);
  for (const entry of snapshot.entries) enterRoom(show.room, entry);
  for (const entry of snapshot.offered) show.offered.set(entry.entryId, entry);
  for (const entry of snapshot.endedEntries) show.endedEntries.set(entry.entryId, entry);
  show.closing = snapshot.closing.map(({ closedVersion, entries }) => toRoom(closedVersion, entries));
  const sold = isCancelled && show.settings !== undefined ? { ...show.settings, tiers: [] } : show.settings;
  show.plan = createPlan(sold, show.takenSeats);
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
  const { expiresAt, order, id: bookingId } = booking;
  const deadline = pendingPayment(booking)?.deadline;
  addDeadline(show.deadlines, { at: expiresAt, order, kind: 1, bookingId });
  if (deadline !== undefined) addDeadline(show.deadlines, { at: deadline, order, kind: 0, bookingId });
}

function toRoom(closedVersion: number, entries: readonly Entry[]): WaitingRoom {
  const room = createWaitingRoom();
  for (const entry of entries) enterRoom(room, entry);
  room.closedVersion = closedVersion;
  return room;
}

function structuredCopy(snapshot: ShowSnapshot): ShowSnapshot {
  return JSON.parse(JSON.stringify(snapshot)) as ShowSnapshot;
}
