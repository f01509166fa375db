import type { Refusal, Shortage, ShowCommand, ShowSettings } from '../../src/index.ts';
import { onBooking } from './bookings.ts';
import {
  addBooking,
  closeLine,
  endWithShow,
  letTimePass,
  makeTickets,
  releaseHold,
  rememberRequest,
  settle,
  tell,
} from './happen.ts';
import { about, aboutEntry, aboutShow, refused, type Verdict } from './verdict.ts';
import {
  availableIn,
  capacityOf,
  holderOf,
  isKnownEntry,
  isLive,
  pendingOf,
  planRows,
  settingsOf,
  ticketsWith,
  type World,
} from './world.ts';

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;

/** The whole decision; `world.events` has what happened in it. */
export function decideNaively(world: World, command: ShowCommand): Verdict {
  world.events = [];
  const now = Math.max(command.now, world.at);
  letTimePass(world, now);
  const verdict = rule(world, command, now);
  if (verdict.outcome === 'accepted') settle(world, now);
  return verdict;
}

function rule(world: World, command: ShowCommand, now: number): Verdict {
  const request = 'request' in command ? command.request : undefined;
  const before = world.requests.find(
    (one) => one.key === request?.key && !one.isForgotten && now < one.at + 86_400_000,
  );
  if (before !== undefined && request !== undefined) {
    if (before.bodyHash !== request.bodyHash) return refused({ code: 'idempotency-key-reused' });
    return { outcome: 'repeated', subject: before.subject, version: before.version };
  }
  if ('bookingId' in command) return onBooking(world, command, now);
  switch (command.type) {
    case 'ConfigureShow':
      return configure(world, command, now);
    case 'CancelShow':
      return cancelShow(world, command, now);
    case 'HoldTickets':
      return hold(world, command, now);
    case 'JoinWaitlist':
      return join(world, command, now);
    case 'LeaveWaitlist':
      return leave(world, command, now);
    case 'ErasePersonal':
      return erase(world, command, now);
    case 'Tick':
      return tick(world, now);
    default:
      return command satisfies never;
  }
}

function configure(world: World, { catalogueVersion, settings }: Command<'ConfigureShow'>, now: number): Verdict {
  if (world.isCancelled || catalogueVersion <= world.catalogueVersion) return aboutShow;
  tell(world, { type: 'ShowConfigured', at: now, catalogueVersion, settings });
  const ids = settings.tiers.map(({ id }) => id);
  world.tierIds = [...ids, ...world.tierIds.filter((id) => !ids.includes(id))];
  for (const tier of settings.tiers) world.tierSettings.set(tier.id, tier);
  world.catalogueVersion = catalogueVersion;
  world.settings = settings;
  world.isOpenTold = settings.salesOpenAt === null || settings.salesOpenAt <= now;
  if (settings.salesCloseAt > now) world.isCloseTold = false;
  return aboutShow;
}

function cancelShow(world: World, { catalogueVersion }: Command<'CancelShow'>, now: number): Verdict {
  if (world.isCancelled || catalogueVersion < world.catalogueVersion) return aboutShow;
  tell(world, { type: 'ShowCancelled', at: now, catalogueVersion });
  world.catalogueVersion = catalogueVersion;
  // Those that had nothing left were gone already.
  world.tierIds = world.tierIds.filter((id) => settingsOf(world, id) !== undefined || isNeeded(world, id));
  world.isCancelled = true;
  closeLine(world);
  return aboutShow;
}

/** A removed tier is there as long as somebody has or wants its tickets. */
export function isNeeded(world: World, tier: string): boolean {
  const taken = ticketsWith(world, 'held', tier) + ticketsWith(world, 'confirmed', tier);
  return taken > 0 || world.entries.some((entry) => entry.tier === tier && entry.status === 'waiting');
}

function tick(world: World, now: number): Verdict {
  const closed = world.entries.filter(({ isTold }) => !isTold);
  const removed = world.tierIds.filter((id) => settingsOf(world, id) === undefined);
  for (const tier of removed) {
    for (let quantity = 1; quantity <= 10; quantity += 1) {
      closed.push(
        ...world.entries.filter((one) => one.status === 'waiting' && one.tier === tier && one.quantity === quantity),
      );
    }
  }
  for (const entry of closed) {
    tell(world, { type: 'WaitlistClosed', at: now, entryId: entry.entryId });
    Object.assign(entry, { status: 'closed', isTold: true, version: world.version, overSince: world.version });
  }
  if (world.isCancelled) for (const booking of world.bookings) if (isLive(booking)) endWithShow(world, booking, now);
  return aboutShow;
}

function whyClosed(world: World, now: number): Refusal | undefined {
  const { settings } = world;
  if (world.isCancelled) return { code: 'show-cancelled' };
  if (settings === undefined) return { code: 'not-found', what: 'show' };
  if (!settings.isPublished) return { code: 'sales-not-open', opensAt: null };
  if (settings.salesOpenAt !== null && now < settings.salesOpenAt)
    return { code: 'sales-not-open', opensAt: settings.salesOpenAt };
  return now >= settings.salesCloseAt ? { code: 'sales-closed', closedAt: settings.salesCloseAt } : undefined;
}

function whyNotPerson(world: World, userId: string, nameKey: string, wanted: number): Refusal | undefined {
  const { policy } = world.settings as ShowSettings;
  const live = world.bookings.filter(isLive);
  const waiting = world.entries.filter(({ status }) => status === 'waiting');
  const ticketsNow =
    live.filter((one) => one.userId === userId).reduce((sum, { tickets }) => sum + tickets.length, 0) +
    waiting.filter((one) => one.userId === userId).reduce((sum, { quantity }) => sum + quantity, 0);
  const ticketsMax = policy.maxTicketsPerUser;
  if (ticketsNow + wanted > ticketsMax) return { code: 'ticket-limit-exceeded', ticketsMax, ticketsNow, wanted };
  const isTaken = [...live, ...waiting].some((one) => one.nameKey === nameKey);
  return policy.uniqueNames && isTaken ? { code: 'name-already-booked' } : undefined;
}

function whyNotLines(world: World, lines: Command<'HoldTickets'>['lines']): Refusal | undefined {
  const seen: string[] = [];
  const bad = (line: number, field: string, message: string): Refusal => ({
    code: 'validation-failed',
    line,
    field,
    message,
  });
  if (lines.length === 0) return bad(0, 'tier', 'at least one ticket is needed');
  for (const [line, { tier, quantity, seats }] of lines.entries()) {
    const settings = settingsOf(world, tier);
    if (settings === undefined) return { code: 'unknown-tier', tier, line };
    const amount = quantity ?? seats?.length ?? 0;
    if ((quantity === undefined) === (seats === undefined)) {
      return bad(line, 'quantity', 'exactly one of quantity and seats is needed');
    }
    if (seats !== undefined && settings.capacity !== null) return bad(line, 'seats', 'the tier has no numbered seats');
    if (!Number.isInteger(amount) || amount < 1 || amount > 10) {
      return bad(line, seats === undefined ? 'quantity' : 'seats', 'from 1 to 10 tickets can be asked for');
    }
    for (const seat of seats ?? []) {
      const isOfTier = planRows(world).some((row) => row.seats.some((one) => one.id === seat && one.tier === tier));
      if (!isOfTier) return { code: 'unknown-seat', seat, line };
      if (seen.includes(seat)) return bad(line, 'seats', 'a seat can be asked for once');
      seen.push(seat);
    }
  }
  return undefined;
}

function whyNotFree(world: World, lines: Command<'HoldTickets'>['lines']): Refusal | undefined {
  const shortages: Shortage[] = [];
  for (const tier of new Set(lines.map((line) => line.tier))) {
    const wanted = lines
      .filter((line) => line.tier === tier)
      .reduce((sum, line) => sum + (line.quantity ?? line.seats?.length ?? 0), 0);
    const available = availableIn(world, tier);
    if (wanted > available) shortages.push({ tier, wanted, available, heldTickets: ticketsWith(world, 'held', tier) });
  }
  const seats = lines.flatMap((line) => line.seats ?? []).filter((seat) => holderOf(world, seat) !== undefined);
  if (shortages.length + seats.length === 0) return undefined;
  const waitlist = shortages.length > 0 && shortages.every(({ tier, wanted }) => wanted <= capacityOf(world, tier));
  return { code: 'tickets-unavailable', shortages, seats, waitlist };
}

function hold(world: World, command: Command<'HoldTickets'>, now: number): Verdict {
  const { userId, nameKey, lines, booking, personal } = command;
  const wanted = lines.reduce((sum, line) => sum + (line.quantity ?? line.seats?.length ?? 0), 0);
  const refusal =
    whyClosed(world, now) ??
    whyNotLines(world, lines) ??
    whyNotPerson(world, userId, nameKey, wanted) ??
    whyNotFree(world, lines);
  if (refusal !== undefined) return refused(refusal);
  const { currency, policy } = world.settings as ShowSettings;
  const tickets = makeTickets(world, lines, booking.ticketIds);
  const expiresAt = now + policy.holdSeconds * 1000;
  const request = command.request === undefined ? {} : { request: command.request };
  const { bookingId, code } = booking;
  tell(world, {
    type: 'TicketsHeld',
    at: now,
    bookingId,
    code,
    userId,
    nameKey,
    tickets,
    currency,
    expiresAt,
    personal,
    ...request,
  });
  addBooking(world, {
    id: bookingId,
    code,
    userId,
    nameKey,
    currency,
    tickets,
    heldAt: now,
    expiresAt,
    isErased: false,
  });
  rememberRequest(world, command.request, { kind: 'booking', id: bookingId });
  return about({ id: bookingId });
}

function join(world: World, command: Command<'JoinWaitlist'>, now: number): Verdict {
  const { entryId, tier, quantity, userId, nameKey, booking, personal } = command;
  const refusal =
    whyClosed(world, now) ?? whyNotLines(world, [{ tier, quantity }]) ?? whyNotPerson(world, userId, nameKey, quantity);
  if (refusal !== undefined) return refused(refusal);
  const request = command.request === undefined ? {} : { request: command.request };
  tell(world, {
    type: 'WaitlistJoined',
    at: now,
    entryId,
    tier,
    quantity,
    userId,
    nameKey,
    booking,
    personal,
    ...request,
  });
  const { version } = world;
  const fresh = { status: 'waiting', isErased: false, isTold: true, overSince: 0 } as const;
  world.entries.push({ entryId, tier, quantity, userId, nameKey, booking, joinedAt: now, version, ...fresh });
  rememberRequest(world, command.request, { kind: 'waitlist-entry', id: entryId });
  return aboutEntry(entryId);
}

function leave(world: World, { entryId }: Command<'LeaveWaitlist'>, now: number): Verdict {
  const entry = world.entries.find((one) => one.entryId === entryId);
  if (entry === undefined || !isKnownEntry(world, entry)) return refused({ code: 'not-found', what: 'waitlist-entry' });
  if (entry.status === 'waiting') {
    tell(world, { type: 'WaitlistLeft', at: now, entryId });
    Object.assign(entry, { status: 'left', version: world.version, overSince: world.version });
  }
  const booking = world.bookings.find((one) => one.entryId === entryId);
  if (entry.status === 'offered' && booking !== undefined) {
    const pending = pendingOf(booking);
    if (pending !== undefined) return refused({ code: 'payment-in-progress', attempt: pending.attempt });
    releaseHold(world, booking, 'buyer', now);
  }
  return aboutEntry(entryId);
}

function erase(world: World, { userId }: Command<'ErasePersonal'>, now: number): Verdict {
  const bookings = world.bookings.filter((one) => one.userId === userId && isLive(one));
  const offered = world.entries.filter((one) => one.userId === userId && one.status === 'offered');
  const waiting = world.entries.filter((one) => one.userId === userId && one.status === 'waiting');
  const closed = world.entries.filter((one) => one.userId === userId && !one.isTold);
  const entries = [
    ...offered.toSorted((a, b) => order(world, a.entryId) - order(world, b.entryId)),
    ...waiting,
    ...closed,
  ];
  const bookingIds = bookings.filter(({ isErased }) => !isErased).map(({ id }) => id);
  const entryIds = entries.filter(({ isErased }) => !isErased).map(({ entryId }) => entryId);
  if (bookingIds.length + entryIds.length > 0)
    tell(world, { type: 'PersonalErased', at: now, userId, bookingIds, entryIds });
  for (const one of [...bookings, ...entries]) one.isErased = true;
  return aboutShow;
}

function order(world: World, entryId: string): number {
  return world.bookings.findIndex((one) => one.entryId === entryId);
}
