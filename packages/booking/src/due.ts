import { offerOf, pendingPayment } from './booking.ts';
import { dropEarliest, earliest } from './deadlines.ts';
import type { ShowEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { nextToOffer } from './line.ts';
import { known } from './present.ts';
import { nextOffer } from './rules/waitlist.ts';
import type { Show } from './show.ts';
import type { Tier } from './tier.ts';

/** How much may happen in one decision besides the command itself. */
export interface Limits {
  /** Ends of holds, offers and the like. */
  readonly thingsMax: number;
  /** Of their events as JSON, roughly: a commit has to stay below 200 KiB. */
  readonly charactersMax: number;
  /** Bookings of a cancelled show and entries of a closed line told at a time. */
  readonly portionMax: number;
}

/** A decision stays below 64 KiB however many lines it has to serve. */
export const defaultLimits: Limits = { thingsMax: 500, charactersMax: 32_768, portionMax: 200 };

/** The events of one decision, applied as they are made, and how much more may be made. */
export interface Work {
  readonly show: Show;
  readonly now: number;
  readonly events: ShowEvent[];
  readonly limits: Limits;
  things: number;
  characters: number;
}

/** Nothing has happened yet. */
export function createWork(show: Show, now: number, limits: Limits): Work {
  return { show, now, events: [], limits, things: 0, characters: 0 };
}

/** Makes it happen. */
export function happen(work: Work, event: ShowEvent): void {
  evolve(work.show, event);
  work.events.push(event);
}

/** Makes something due happen, which counts against the limits. */
export function happenAsDue(work: Work, event: ShowEvent): void {
  happen(work, event);
  work.things += 1;
  work.characters += JSON.stringify(event).length;
}

/** Whether the next thing due has to wait for another decision. */
export function isFull({ things, characters, limits }: Work): boolean {
  return things >= limits.thingsMax || characters >= limits.charactersMax;
}

/**
 * Rule 4: everything that time brings happens before anything else: the end of sales, then the offers that did not fit into
 * an earlier decision, then the ends of holds in their order, each with the offers it makes. False if more is due.
 */
export function bringUpToDate(work: Work): boolean {
  const { show, now } = work;
  if (!settleLines(work)) return false;
  for (let due = nextDeadline(show); due !== undefined && due.at <= now; due = nextDeadline(show)) {
    if (isFull(work)) return false;
    happenAsDue(work, eventOf(show, due.bookingId, { isHoldEnd: due.kind === 1, now }));
    if (!settleLines(work)) return false;
  }
  const opensAt = nextOpening(show);
  if (opensAt !== undefined && opensAt <= now) happenAsDue(work, { type: 'SalesOpened', at: now });
  return true;
}

/** After every change: closes the lines if sales have ended, else makes the offers that are possible. False if more are. */
export function settleLines(work: Work): boolean {
  const { show, now } = work;
  const closesAt = nextClosing(show);
  if (closesAt !== undefined && closesAt <= now) happenAsDue(work, { type: 'SalesClosed', at: now });
  for (const tier of unservedTiers(show)) {
    for (let offer = nextOffer(show, tier, now); offer !== undefined; offer = nextOffer(show, tier, now)) {
      if (isFull(work)) return false;
      happenAsDue(work, offer);
    }
    show.unserved.delete(tier.settings.id);
  }
  return true;
}

/** Whether a line has somebody to be offered tickets at this moment. */
export function hasOffers(show: Show): boolean {
  return unservedTiers(show).some((tier) => {
    const line = show.room.lines.get(tier.settings.id);
    return line !== undefined && nextToOffer(line, tier) !== undefined;
  });
}

/** In the order of the show's tiers, so that the order of changes makes no difference. */
function unservedTiers(show: Show): Tier[] {
  if (show.unserved.size === 0) return [];
  return [...show.tiers.values()].filter(({ settings }) => show.unserved.has(settings.id));
}

/** The earliest deadline that still stands; those that were moved or have no meaning any more are dropped on the way. */
export function nextDeadline(show: Show): ReturnType<typeof earliest> {
  for (;;) {
    const deadline = earliest(show.deadlines);
    if (deadline === undefined) return undefined;
    const booking = show.bookings.get(deadline.bookingId);
    if (booking?.status === 'held') {
      const stands = deadline.kind === 1 ? booking.expiresAt : pendingPayment(booking)?.deadline;
      if (stands === deadline.at) return deadline;
    }
    dropEarliest(show.deadlines);
  }
}

function eventOf(
  show: Show,
  bookingId: string,
  { isHoldEnd, now }: { readonly isHoldEnd: boolean; readonly now: number },
): ShowEvent {
  const booking = known(show.bookings, bookingId);
  const pending = pendingPayment(booking);
  if (pending !== undefined) return { type: 'PaymentAbandoned', at: now, bookingId, attempt: pending.attempt };
  if (!isHoldEnd) throw new Error('a payment that is not under way cannot be given up');
  return { type: 'HoldExpired', at: now, bookingId, ...offerOf(booking) };
}

/** When `SalesOpened` is to happen, if it still is. */
export function nextOpening({ settings, isCancelled, isOpened }: Show): number | undefined {
  return settings?.isPublished === true && !isCancelled && !isOpened ? (settings.salesOpenAt ?? undefined) : undefined;
}

/** When `SalesClosed` is to happen, if it still is. */
export function nextClosing({ settings, isCancelled, isClosed }: Show): number | undefined {
  return settings?.isPublished === true && !isCancelled && !isClosed ? settings.salesCloseAt : undefined;
}
