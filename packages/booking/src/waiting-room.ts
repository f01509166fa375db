import type { NewBooking } from './commands.ts';
import { createLine, joinLine, type Line, leaveLine } from './line.ts';
import { addToTally, type Counts, count, removeFromTally, type Tallies } from './tally.ts';
import type { WaitlistStatus } from './views.ts';

/** A waitlist entry, as long as the show has to know it. */
export interface Entry {
  readonly entryId: string;
  readonly tier: string;
  readonly quantity: number;
  readonly userId: string;
  readonly nameKey: string;
  /** What its offer will be called. */
  readonly booking: NewBooking;
  readonly joinedAt: number;
  /** Rises with every entry of the show. */
  readonly place: number;
  status: WaitlistStatus;
  /** The commit of its last change. */
  version: number;
  isErased: boolean;
}

/** All who wait. Closing the line at once replaces the whole room; its entries are then told in portions. */
export interface WaitingRoom {
  readonly entries: Map<string, Entry>;
  readonly lines: Map<string, Line>;
  readonly users: Tallies;
  readonly names: Counts;
  /** The commit that closed it; 0 as long as it is open. */
  closedVersion: number;
}

/** Nobody waits. */
export function createWaitingRoom(): WaitingRoom {
  return { entries: new Map(), lines: new Map(), users: new Map(), names: new Map(), closedVersion: 0 };
}

/** The line of a tier, made when it is first needed. */
export function lineOf(room: WaitingRoom, tier: string): Line {
  let line = room.lines.get(tier);
  if (line === undefined) {
    line = createLine();
    room.lines.set(tier, line);
  }
  return line;
}

/** To the end of its tier's line. */
export function enterRoom(room: WaitingRoom, entry: Entry): void {
  room.entries.set(entry.entryId, entry);
  joinLine(lineOf(room, entry.tier), entry);
  addToTally(room.users, entry.userId, { id: entry.entryId, tickets: entry.quantity });
  count(room.names, entry.nameKey, 1);
}

/** Whatever the reason. */
export function leaveRoom(room: WaitingRoom, entry: Entry): void {
  room.entries.delete(entry.entryId);
  leaveLine(lineOf(room, entry.tier), entry);
  removeFromTally(room.users, entry.userId, { id: entry.entryId, tickets: entry.quantity });
  count(room.names, entry.nameKey, -1);
}
