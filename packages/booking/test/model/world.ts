import type { NewBooking, Refund, ShowEvent, ShowSettings, Subject, Ticket, TierSettings } from '../../src/index.ts';

/** A payment, for ever in the list of its booking. */
export interface ModelAttempt {
  attempt: string;
  method: string;
  amountMinor: number;
  startedAt: number;
  deadline: number;
  status: 'pending' | 'declined' | 'authorised' | 'captured' | 'voided' | 'refunded';
  reason?: string;
  key?: string;
  isVoidOwed: boolean;
}

export interface ModelBooking {
  id: string;
  code: string;
  userId: string;
  nameKey: string;
  currency: string;
  status: 'held' | 'confirmed' | 'expired' | 'released' | 'cancelled';
  tickets: Ticket[];
  heldAt: number;
  expiresAt: number;
  hasBeenPinned: boolean;
  extensions: number;
  confirmedAt?: number;
  endedAt?: number;
  cause?: 'buyer' | 'show';
  entryId?: string;
  versions: number[];
  attempts: ModelAttempt[];
  refunds: (Refund & { attempt: string; isDone: boolean })[];
  isErased: boolean;
  /** The commit since when it is over and owes nothing. */
  overSince: number;
}

export interface ModelEntry {
  entryId: string;
  tier: string;
  quantity: number;
  userId: string;
  nameKey: string;
  booking: NewBooking;
  joinedAt: number;
  status: 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left' | 'closed';
  version: number;
  isErased: boolean;
  /** False between the closing of the line and the entry's own end. */
  isTold: boolean;
  overSince: number;
}

/** Everything that ever was, in lists. Every question is answered by looking through all of them. */
export interface World {
  version: number;
  at: number;
  isCommitOpen: boolean;
  settings: ShowSettings | undefined;
  catalogueVersion: number;
  isCancelled: boolean;
  isOpenTold: boolean;
  isCloseTold: boolean;
  /** As the catalogue last knew each tier. */
  tierSettings: Map<string, TierSettings>;
  /** Tiers in the order in which readers see them. */
  tierIds: string[];
  bookings: ModelBooking[];
  entries: ModelEntry[];
  requests: { key: string; bodyHash: string; at: number; version: number; subject: Subject; isForgotten: boolean }[];
  /** What happened in the present command. */
  events: ShowEvent[];
}

export function createWorld(): World {
  return {
    version: 0,
    at: 0,
    isCommitOpen: false,
    settings: undefined,
    catalogueVersion: 0,
    isCancelled: false,
    isOpenTold: false,
    isCloseTold: false,
    tierSettings: new Map(),
    tierIds: [],
    bookings: [],
    entries: [],
    requests: [],
    events: [],
  };
}

export function isLive(booking: ModelBooking): boolean {
  return booking.status === 'held' || booking.status === 'confirmed';
}

export function ticketsWith(world: World, status: 'held' | 'confirmed', tier: string): number {
  return world.bookings
    .filter((booking) => booking.status === status)
    .flatMap(({ tickets }) => tickets)
    .filter((ticket) => ticket.tier === tier).length;
}

/** Rows of seats as the catalogue draws them: id and tier. */
export function planRows(world: World): { key: string; seats: { id: string; tier: string | null }[] }[] {
  const seatedTiers = (world.settings?.tiers ?? []).filter(({ capacity }) => capacity === null).map(({ id }) => id);
  return (world.settings?.rows ?? []).map(({ key, labels, tiers }) => {
    const tierOfSeat = tiers.flatMap(([tier, seats]) => Array.from({ length: seats }, () => tier));
    const seats = writtenOut(labels).map((label, index) => {
      const tier = tierOfSeat[index] ?? null;
      return {
        id: `${key}-${label}`,
        tier: !world.isCancelled && tier !== null && seatedTiers.includes(tier) ? tier : null,
      };
    });
    return { key, seats };
  });
}

function writtenOut(labels: readonly string[]): string[] {
  const written: string[] = [];
  for (const label of labels) {
    const [first, last] = label.split('..').map(Number);
    if (last === undefined) written.push(label);
    else for (let number = first ?? 0; number <= last; number += 1) written.push(String(number));
  }
  return written;
}

export function holderOf(world: World, seatId: string): ModelBooking | undefined {
  return world.bookings.find((booking) => isLive(booking) && booking.tickets.some(({ seat }) => seat === seatId));
}

export function settingsOf(
  world: World,
  tier: string,
): { id: string; priceMinor: number; capacity: number | null } | undefined {
  return world.isCancelled ? undefined : world.settings?.tiers.find(({ id }) => id === tier);
}

export function freeIn(world: World, tier: string): number {
  const settings = settingsOf(world, tier);
  if (settings === undefined) return 0;
  if (settings.capacity !== null) {
    return Math.max(0, settings.capacity - ticketsWith(world, 'held', tier) - ticketsWith(world, 'confirmed', tier));
  }
  const seats = planRows(world).flatMap((row) => row.seats);
  return seats.filter((seat) => seat.tier === tier && holderOf(world, seat.id) === undefined).length;
}

export function capacityOf(world: World, tier: string): number {
  const settings = settingsOf(world, tier);
  const taken = ticketsWith(world, 'held', tier) + ticketsWith(world, 'confirmed', tier);
  if (settings === undefined) return taken;
  return settings.capacity === null ? freeIn(world, tier) + taken : Math.max(settings.capacity, taken);
}

export function waitingIn(world: World, tier: string): ModelEntry[] {
  return world.entries.filter((entry) => entry.status === 'waiting' && entry.tier === tier);
}

/** Rule 5, word by word: the next entry to be offered tickets, and whether somebody blocks. */
export function walk(world: World, tier: string): { offer: ModelEntry | undefined; isBlocked: boolean } {
  const free = freeIn(world, tier);
  const held = ticketsWith(world, 'held', tier);
  for (const entry of waitingIn(world, tier)) {
    if (entry.quantity <= free) return { offer: entry, isBlocked: false };
    if (entry.quantity <= free + held) return { offer: undefined, isBlocked: true };
  }
  return { offer: undefined, isBlocked: false };
}

export function availableIn(world: World, tier: string): number {
  return walk(world, tier).isBlocked ? 0 : freeIn(world, tier);
}

export function pendingOf(booking: ModelBooking): ModelAttempt | undefined {
  return booking.attempts.find(({ status }) => status === 'pending');
}

/** What the show still knows: live, owing, or over since the last commit. */
export function isKnownBooking(world: World, booking: ModelBooking): boolean {
  return isLive(booking) || owes(booking) || booking.overSince === world.version;
}

export function isKnownEntry(world: World, entry: ModelEntry): boolean {
  const isOver = entry.isTold && entry.status !== 'waiting' && entry.status !== 'offered';
  return !isOver || entry.overSince === world.version;
}

export function owes(booking: ModelBooking): boolean {
  return booking.attempts.some((attempt) => owedFor(booking, attempt).length > 0);
}

/** The actions owed for an attempt, as `action:key`. */
export function owedFor(booking: ModelBooking, attempt: ModelAttempt): string[] {
  const owed: string[] = [];
  if (attempt.status === 'authorised') owed.push(`capture:${attempt.attempt}`);
  if (attempt.isVoidOwed) owed.push(`void:${attempt.attempt}`);
  if (attempt.status === 'captured') {
    const refunds = booking.refunds.filter((refund) => refund.attempt === attempt.attempt && !refund.isDone);
    owed.push(...refunds.map(({ refund }) => `refund:${refund}`));
  }
  return owed;
}
