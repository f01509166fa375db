import type { IdempotentRequest, PassedOver, ShowEvent, Subject, Ticket } from '../../src/index.ts';
import { bestSeats } from './seats.ts';
import {
  freeIn,
  isLive,
  type ModelAttempt,
  type ModelBooking,
  type ModelEntry,
  owes,
  pendingOf,
  settingsOf,
  ticketsWith,
  type World,
  waitingIn,
  walk,
} from './world.ts';

/** Writes down what has happened; the first event opens the commit. */
export function tell(world: World, event: ShowEvent): void {
  if (!world.isCommitOpen) world.version += 1;
  world.isCommitOpen = true;
  world.at = Math.max(world.at, event.at);
  world.events.push(event);
}

export function touch(world: World, booking: ModelBooking): void {
  if (!booking.versions.includes(world.version)) booking.versions.push(world.version);
  const entry = world.entries.find(({ entryId, status }) => entryId === booking.entryId && status === 'offered');
  if (entry !== undefined) entry.version = world.version;
}

export function noteIfOver(world: World, booking: ModelBooking): void {
  if (!isLive(booking) && !owes(booking)) booking.overSince = world.version;
}

export function rememberRequest(world: World, request: IdempotentRequest | undefined, subject: Subject): void {
  if (request === undefined) return;
  for (const other of world.requests) if (other.key === request.key) other.isForgotten = true;
  world.requests.push({ ...request, at: world.at, version: world.version, subject, isForgotten: false });
}

export function offerTag(booking: ModelBooking): { entryId?: string } {
  return booking.entryId !== undefined && booking.status === 'held' ? { entryId: booking.entryId } : {};
}

function endOffer(world: World, booking: ModelBooking, status: 'taken' | 'lapsed'): void {
  const entry = world.entries.find(({ entryId }) => entryId === booking.entryId);
  if (entry === undefined) return;
  entry.status = status;
  entry.version = world.version;
  entry.overSince = world.version;
}

export function giveUpPayment(world: World, booking: ModelBooking, attempt: ModelAttempt, now: number): void {
  tell(world, { type: 'PaymentAbandoned', at: now, bookingId: booking.id, attempt: attempt.attempt });
  touch(world, booking);
  attempt.status = 'voided';
  attempt.isVoidOwed = true;
}

export function expireHold(world: World, booking: ModelBooking, now: number): void {
  tell(world, { type: 'HoldExpired', at: now, bookingId: booking.id, ...offerTag(booking) });
  endHold(world, booking, 'expired', now);
}

export function releaseHold(world: World, booking: ModelBooking, cause: 'buyer' | 'show', now: number): void {
  tell(world, { type: 'HoldReleased', at: now, bookingId: booking.id, ...offerTag(booking), cause });
  booking.cause = cause;
  endHold(world, booking, 'released', now);
}

function endHold(world: World, booking: ModelBooking, status: 'expired' | 'released', now: number): void {
  touch(world, booking);
  if (booking.entryId !== undefined) endOffer(world, booking, 'lapsed');
  booking.status = status;
  booking.endedAt = now;
  noteIfOver(world, booking);
}

export function confirm(
  world: World,
  booking: ModelBooking,
  now: number,
  more: { attempt?: string; request?: IdempotentRequest },
): void {
  tell(world, { type: 'BookingConfirmed', at: now, bookingId: booking.id, ...offerTag(booking), ...more });
  touch(world, booking);
  if (booking.entryId !== undefined) endOffer(world, booking, 'taken');
  booking.status = 'confirmed';
  booking.confirmedAt = now;
  const attempt = booking.attempts.find((one) => one.attempt === more.attempt);
  if (attempt !== undefined) attempt.status = 'authorised';
  rememberRequest(world, more.request, { kind: 'booking', id: booking.id });
}

export function cancelConfirmed(world: World, booking: ModelBooking, cause: 'buyer' | 'show', now: number): void {
  const attempt = booking.attempts.at(-1);
  const amountMinor = booking.tickets.reduce((sum, ticket) => sum + ticket.priceMinor, 0);
  const refund = { refund: `refund-${booking.id}`, amountMinor };
  const isOwed = attempt?.status === 'captured' && amountMinor > 0;
  tell(world, { type: 'BookingCancelled', at: now, bookingId: booking.id, cause, ...(isOwed ? { refund } : {}) });
  touch(world, booking);
  if (isOwed) booking.refunds.push({ ...refund, attempt: attempt.attempt, isDone: false });
  if (attempt?.status === 'authorised') {
    attempt.status = 'voided';
    attempt.isVoidOwed = true;
    booking.refunds = booking.refunds.filter((one) => one.attempt !== attempt.attempt);
  }
  booking.status = 'cancelled';
  booking.cause = cause;
  booking.endedAt = now;
  noteIfOver(world, booking);
}

/** Of a cancelled show. */
export function endWithShow(world: World, booking: ModelBooking, now: number): void {
  const pending = pendingOf(booking);
  if (pending !== undefined) giveUpPayment(world, booking, pending, now);
  if (booking.status === 'held') releaseHold(world, booking, 'show', now);
  else cancelConfirmed(world, booking, 'show', now);
}

export function makeTickets(
  world: World,
  lines: readonly { tier: string; quantity?: number; seats?: readonly string[] }[],
  ids: readonly string[],
): Ticket[] {
  const taken = lines.flatMap(({ seats }) => seats ?? []);
  const tickets: Omit<Ticket, 'id'>[] = [];
  for (const { tier, quantity = 0, seats } of lines) {
    const settings = settingsOf(world, tier);
    if (settings === undefined) throw new Error('no such tier');
    const priceMinor = settings.priceMinor;
    if (settings.capacity !== null) {
      for (let n = 0; n < quantity; n += 1) tickets.push({ tier, priceMinor });
      continue;
    }
    const chosen = seats ?? bestSeats(world, tier, quantity, taken);
    if (seats === undefined) taken.push(...chosen);
    for (const seat of chosen) tickets.push({ tier, seat, priceMinor });
  }
  return tickets.map((ticket, index) => ({ id: ids[index] ?? '', ...ticket }));
}

function offer(world: World, entry: ModelEntry, now: number): void {
  const { settings } = world;
  if (settings === undefined) throw new Error('no settings');
  const couldComeFree = freeIn(world, entry.tier) + ticketsWith(world, 'held', entry.tier);
  const line = waitingIn(world, entry.tier);
  const passed = line.slice(0, line.indexOf(entry)).filter(({ quantity }) => quantity > couldComeFree);
  const passedOver: PassedOver[] = [];
  for (let quantity = 1; quantity <= 10; quantity += 1) {
    const same = passed.filter((other) => other.quantity === quantity);
    if (same[0] !== undefined) passedOver.push({ quantity, entries: same.length, firstEntryId: same[0].entryId });
  }
  const { bookingId, code, ticketIds } = entry.booking;
  const tickets = makeTickets(world, [{ tier: entry.tier, quantity: entry.quantity }], ticketIds);
  const { currency } = settings;
  const expiresAt = now + settings.policy.offerSeconds * 1000;
  tell(world, {
    type: 'TicketsOffered',
    at: now,
    entryId: entry.entryId,
    bookingId,
    tickets,
    currency,
    expiresAt,
    passedOver,
  });
  entry.status = 'offered';
  entry.version = world.version;
  const { userId, nameKey, entryId, isErased } = entry;
  addBooking(world, {
    id: bookingId,
    code,
    userId,
    nameKey,
    currency,
    tickets,
    heldAt: now,
    expiresAt,
    entryId,
    isErased,
  });
}

export function addBooking(
  world: World,
  hold: Pick<
    ModelBooking,
    'id' | 'code' | 'userId' | 'nameKey' | 'currency' | 'tickets' | 'heldAt' | 'expiresAt' | 'isErased' | 'entryId'
  >,
): void {
  const fresh = { hasBeenPinned: false, extensions: 0, attempts: [], refunds: [], overSince: 0 };
  world.bookings.push({ ...hold, ...fresh, status: 'held', versions: [world.version] });
}

/** After every change: the end of sales, else the offers. */
export function settle(world: World, now: number): void {
  const { settings } = world;
  if (settings?.isPublished === true && !world.isCancelled && !world.isCloseTold && settings.salesCloseAt <= now) {
    tell(world, { type: 'SalesClosed', at: now });
    world.isCloseTold = true;
    closeLine(world);
  }
  for (const { id } of settings?.tiers ?? []) {
    for (let next = walk(world, id).offer; next !== undefined; next = walk(world, id).offer) offer(world, next, now);
  }
}

export function closeLine(world: World): void {
  for (const entry of world.entries) {
    if (entry.status !== 'waiting') continue;
    entry.status = 'closed';
    entry.isTold = false;
    entry.version = world.version;
  }
}

/** Rule 4. */
export function letTimePass(world: World, now: number): void {
  settle(world, now);
  for (let due = nextDue(world); due !== undefined && due.at <= now; due = nextDue(world)) {
    if (due.attempt === undefined) expireHold(world, due.booking, now);
    else giveUpPayment(world, due.booking, due.attempt, now);
    settle(world, now);
  }
  const opensAt = world.settings?.salesOpenAt ?? null;
  const isAwaited = world.settings?.isPublished === true && !world.isCancelled && !world.isOpenTold;
  if (isAwaited && opensAt !== null && opensAt <= now) {
    tell(world, { type: 'SalesOpened', at: now });
    world.isOpenTold = true;
  }
}

/** The earliest end of a payment or hold; of several at once, the one of the booking made first. */
export function nextDue(world: World): { at: number; booking: ModelBooking; attempt?: ModelAttempt } | undefined {
  let next: { at: number; booking: ModelBooking; attempt?: ModelAttempt } | undefined;
  for (const booking of world.bookings) {
    if (booking.status !== 'held') continue;
    const attempt = pendingOf(booking);
    const due = attempt === undefined ? { at: booking.expiresAt, booking } : { at: attempt.deadline, booking, attempt };
    if (next === undefined || due.at < next.at) next = due;
  }
  return next;
}
