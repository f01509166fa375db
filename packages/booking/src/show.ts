import type { Booking } from './booking.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import { createMemory, forgetOldRequests, type RequestMemory } from './idempotency.ts';
import { createPlan, type SeatingPlan, type SeatState } from './plan.ts';
import type { ShowSettings } from './settings.ts';
import type { Counts, Tallies } from './tally.ts';
import type { Tier } from './tier.ts';
import type { OwedAction } from './views.ts';
import { createWaitingRoom, type Entry, type WaitingRoom } from './waiting-room.ts';

/**
 * The sale of one show, changed in place by `evolve` alone, and owned by one caller. Everything a command asks is kept in
 * counters, maps, heaps and queues, so that no rule scans tickets, holders or waiters. The fields above `begun` are for
 * every reader; the others are the core's own.
 */
export interface Show {
  readonly id: string;
  /** Of the commit begun last; 0 before the first. */
  version: number;
  /** The instant of that commit, never going back. */
  at: number;
  settings: ShowSettings | undefined;
  /** 0 before the catalogue was heard of. */
  catalogueVersion: number;
  isCancelled: boolean;

  /** What to go back to as long as nothing has happened in the commit begun last. */
  begun: { readonly version: number; readonly at: number } | undefined;
  /** `SalesOpened` and `SalesClosed` have happened for the present settings. */
  isOpened: boolean;
  isClosed: boolean;
  /** In the catalogue's order, then those that were removed but are not free yet. */
  tiers: Map<string, Tier>;
  plan: SeatingPlan;
  /** Held and booked seats, also those no longer in the plan. */
  readonly takenSeats: Map<string, SeatState>;
  readonly bookings: Map<string, Booking>;
  /** Ids of the held and the confirmed, in the order in which they were made. */
  readonly live: Set<string>;
  /** Ids of bookings that are over and owe nothing: forgotten when the next commit begins. */
  readonly endedBookings: Set<string>;
  /** Of live bookings. */
  readonly users: Tallies;
  readonly names: Counts;
  room: WaitingRoom;
  /** Closed rooms whose entries have still to be told. */
  closing: WaitingRoom[];
  /** Entries whose booking is held. */
  readonly offered: Map<string, Entry>;
  /** Entries that are over: forgotten when the next commit begins. */
  readonly endedEntries: Map<string, Entry>;
  readonly deadlines: Deadlines;
  /** The ends of holds again, by tier: for those in line, who want to know when one of theirs may come free. */
  readonly holdEnds: Map<string, Deadlines>;
  readonly requests: RequestMemory;
  /** Ids of bookings whose payment is under way, the longest under way first. */
  readonly pending: Set<string>;
  /** Captures, voids and refunds by their key, the oldest first. */
  readonly owed: Map<string, OwedAction>;
  nextOrder: number;
  nextPlace: number;
  /** Tiers whose line may have somebody to be offered tickets: a hint, never part of the state. */
  readonly unserved: Set<string>;
}

/** A show nobody has told anything about. */
export function createShow(showId: string): Show {
  return {
    id: showId,
    version: 0,
    at: 0,
    settings: undefined,
    catalogueVersion: 0,
    isCancelled: false,
    begun: undefined,
    isOpened: false,
    isClosed: false,
    tiers: new Map(),
    plan: createPlan(),
    takenSeats: new Map(),
    bookings: new Map(),
    live: new Set(),
    endedBookings: new Set(),
    users: new Map(),
    names: new Map(),
    room: createWaitingRoom(),
    closing: [],
    offered: new Map(),
    endedEntries: new Map(),
    deadlines: createDeadlines(),
    holdEnds: new Map(),
    requests: createMemory(),
    pending: new Set(),
    owed: new Map(),
    nextOrder: 1,
    nextPlace: 1,
    unserved: new Set(),
  };
}

/**
 * Begins the next commit: what `decide` and `evolve` do from here on belongs to it. If nothing has happened in the one begun
 * before, that one is taken back first, so a commit without events never counts.
 */
export function beginCommit(show: Show, now: number): void {
  abandonCommit(show);
  show.begun = { version: show.version, at: show.at };
  show.version += 1;
  show.at = Math.max(show.at, now);
}

/** Takes back the commit begun last if nothing has happened in it: there is nothing to append then. */
export function abandonCommit(show: Show): void {
  if (show.begun === undefined) return;
  show.version = show.begun.version;
  show.at = show.begun.at;
  show.begun = undefined;
}

/**
 * Around the first event of a commit: what had ended before is forgotten after it, unless the event owes something for it
 * again, and so are requests older than a day.
 */
export function enterCommit(show: Show, at: number, applyFirst: () => void): void {
  show.begun = undefined;
  const bookingIds = [...show.endedBookings];
  const entryIds = [...show.endedEntries.keys()];
  applyFirst();
  for (const id of bookingIds) if (show.endedBookings.delete(id)) show.bookings.delete(id);
  for (const id of entryIds) show.endedEntries.delete(id);
  forgetOldRequests(show.requests, at);
}
