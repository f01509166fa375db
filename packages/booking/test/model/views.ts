import type { BookingState, EntryView, OwedAction, TierAvailability } from '../../src/index.ts';
import { isNeeded } from './decide.ts';
import { nextDue } from './happen.ts';
import {
  availableIn,
  capacityOf,
  freeIn,
  holderOf,
  isLive,
  type ModelBooking,
  type ModelEntry,
  owedFor,
  pendingOf,
  planRows,
  settingsOf,
  ticketsWith,
  type World,
  waitingIn,
  walk,
} from './world.ts';

export function tiersNaively(world: World): TierAvailability[] {
  const shown = world.tierIds.filter(
    (id) => world.isCancelled || settingsOf(world, id) !== undefined || isNeeded(world, id),
  );
  return shown.map((id) => {
    const available = availableIn(world, id);
    const { name = '', priceMinor = 0 } = world.tierSettings.get(id) ?? {};
    return {
      id,
      name,
      priceMinor,
      capacity: capacityOf(world, id),
      available,
      reservedForWaitlist: freeIn(world, id) - available,
      held: ticketsWith(world, 'held', id),
      booked: ticketsWith(world, 'confirmed', id),
      waiting: waitingIn(world, id).reduce((sum, { quantity }) => sum + quantity, 0),
    };
  });
}

export function seatRowsNaively(world: World): Record<string, string> {
  const letters = { held: 'h', confirmed: 'b' } as Record<string, string>;
  const rows = planRows(world).map(({ key, seats }) => {
    const row = seats.map(({ id, tier }) => letters[holderOf(world, id)?.status ?? ''] ?? (tier === null ? 'x' : 'a'));
    return [key, row.join('')] as const;
  });
  return Object.fromEntries(rows);
}

export function bookingNaively(booking: ModelBooking): BookingState {
  const { id, code, userId, nameKey, status, tickets, currency, heldAt, expiresAt, extensions, versions } = booking;
  const { confirmedAt, endedAt, cause, entryId } = booking;
  const last = booking.attempts.at(-1);
  return {
    id,
    code,
    userId,
    nameKey,
    status,
    tickets,
    currency,
    heldAt,
    expiresAt,
    extensions,
    versions,
    refunds: booking.refunds.map(({ refund, amountMinor, isDone }) => ({ refund, amountMinor, isDone })),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(cause === undefined ? {} : { cause }),
    ...(entryId === undefined ? {} : { entryId }),
    ...(last === undefined ? {} : { payment: paymentNaively(last) }),
  };
}

function paymentNaively(last: ModelBooking['attempts'][number]): NonNullable<BookingState['payment']> {
  const { attempt, method, status, amountMinor, deadline, startedAt, reason } = last;
  const payment = { attempt, method, status, amountMinor, deadline, startedAt };
  return reason === undefined ? payment : { ...payment, reason };
}

export function entryNaively(world: World, entry: ModelEntry): Omit<EntryView, 'bookingId' | 'expiresAt'> {
  const { entryId, status, tier, quantity, userId, joinedAt, version } = entry;
  const line = waitingIn(world, tier);
  const before = line.slice(0, Math.max(0, line.indexOf(entry)));
  const ends = world.bookings
    .filter((booking) => booking.status === 'held' && booking.tickets.some((ticket) => ticket.tier === tier))
    .map(({ expiresAt }) => expiresAt);
  return {
    entryId,
    status,
    tier,
    quantity,
    userId,
    joinedAt,
    position: status === 'waiting' ? before.length + 1 : 0,
    ahead: before.reduce((sum, one) => sum + one.quantity, 0),
    heldTickets: ticketsWith(world, 'held', tier),
    ...(status === 'waiting' && ends.length > 0 ? { earliestReleaseAt: Math.min(...ends) } : {}),
    version,
  };
}

/** Sorted, as `action:key`. */
export function owedNaively(world: World): string[] {
  const owed = world.bookings.flatMap((booking) => booking.attempts.flatMap((attempt) => owedFor(booking, attempt)));
  const pending = world.bookings.flatMap((booking) => pendingOf(booking)?.attempt ?? []);
  return [...owed, ...pending.map((attempt) => `find:${attempt}`)].toSorted();
}

export function owedKey(action: OwedAction): string {
  return `${action.action}:${action.action === 'refund' ? action.refund : action.attempt}`;
}

/** Whether somebody has still to be told of a mass effect. */
function hasUntold(world: World): boolean {
  const isRemoved = (tier: string): boolean => settingsOf(world, tier) === undefined;
  return (
    world.entries.some((entry) => !entry.isTold || (entry.status === 'waiting' && isRemoved(entry.tier))) ||
    (world.isCancelled && world.bookings.some(isLive))
  );
}

function nextSaleInstants(world: World): number[] {
  const { settings } = world;
  if (settings?.isPublished !== true || world.isCancelled) return [];
  const opening = world.isOpenTold || settings.salesOpenAt === null ? [] : [settings.salesOpenAt];
  return [...opening, ...(world.isCloseTold ? [] : [settings.salesCloseAt])];
}

export function wakeNaively(world: World): number | null {
  const isOwed = world.bookings.some((booking) =>
    booking.attempts.some((attempt) => owedFor(booking, attempt).length > 0),
  );
  if (isOwed || hasUntold(world) || hasOffer(world)) return world.at;
  const answers = world.bookings
    .flatMap((booking) => pendingOf(booking) ?? [])
    .map(({ startedAt }) => startedAt + 10_000);
  const instants = [...nextSaleInstants(world), ...answers, ...[nextDue(world)?.at ?? []].flat()];
  return instants.length === 0 ? null : Math.min(...instants);
}

function hasOffer(world: World): boolean {
  return world.tierIds.some((tier) => walk(world, tier).offer !== undefined);
}

export function isDueNaively(world: World, now: number): boolean {
  const instants = [...nextSaleInstants(world), nextDue(world)?.at ?? Infinity];
  return hasUntold(world) || hasOffer(world) || instants.some((at) => at <= now);
}
