import { availableIn } from '../availability.ts';
import { takeBestSeats } from '../best-seats.ts';
import { offerOf } from '../booking.ts';
import type { HoldTickets, ShowCommand } from '../commands.ts';
import type { Ticket } from '../events.ts';
import { recall } from '../idempotency.ts';
import { type Seat, setSeat } from '../plan.ts';
import { itemAt } from '../present.ts';
import type { Refusal, Shortage } from '../refusals.ts';
import { aboutBooking, accept, type Ruling, refuse } from '../ruling.ts';
import type { Show } from '../show.ts';
import { isSeated, type Tier, takenAmong } from '../tier.ts';
import { findBooking } from './find.ts';
import { readLines, type WantedLine } from './request.ts';
import { readSale, refusePerson } from './sale.ts';

/** Rules 1–3, 5 and 8: all tickets of all lines, each behind its tier's line, or none. */
export function ruleHold(show: Show, command: HoldTickets, now: number): Ruling {
  const recalled = recall(show, command.request, now);
  if (recalled !== undefined) return recalled;
  const sale = readSale(show, now);
  if (sale.refusal !== undefined) return refuse(sale.refusal);
  const lines = readLines(show, command.lines);
  if (!Array.isArray(lines)) return refuse(lines);
  const { booking, userId, nameKey, personal, request } = command;
  const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const refusal = refusePerson(show, sale.settings, { userId, nameKey, wanted }) ?? refuseShortage(show, lines);
  if (refusal !== undefined) return refuse(refusal);
  const { currency, policy } = sale.settings;
  return accept(aboutBooking(booking.bookingId), {
    type: 'TicketsHeld',
    at: now,
    bookingId: booking.bookingId,
    code: booking.code,
    userId,
    nameKey,
    tickets: toTickets(show, lines, booking.ticketIds),
    currency,
    expiresAt: now + policy.holdSeconds * 1000,
    personal,
    ...(request === undefined ? {} : { request }),
  });
}

function refuseShortage(show: Show, lines: readonly WantedLine[]): Refusal | undefined {
  const wanted = new Map<Tier, number>();
  for (const { tier, quantity } of lines) wanted.set(tier, (wanted.get(tier) ?? 0) + quantity);
  const shortages: Shortage[] = [];
  let waitlist = true;
  for (const [tier, tickets] of wanted) {
    const available = availableIn(show, tier);
    if (tickets <= available) continue;
    shortages.push({ tier: tier.settings.id, wanted: tickets, available, heldTickets: tier.held });
    if (tickets > tier.capacity) waitlist = false;
  }
  const seats = takenAmong(lines.flatMap((line) => line.seats ?? []));
  if (shortages.length === 0 && seats.length === 0) return undefined;
  return { code: 'tickets-unavailable', shortages, seats, waitlist: waitlist && shortages.length > 0 };
}

/** The tickets of lines that fit, in the order of the lines; seats that were asked for by id are not given to another line. */
export function toTickets(show: Show, lines: readonly WantedLine[], ids: readonly string[]): Ticket[] {
  const marked: Seat[] = [];
  try {
    for (const seat of lines.flatMap(({ seats }) => seats ?? [])) {
      setSeat(show.plan, seat, 'h');
      marked.push(seat);
    }
    const tickets = lines.flatMap(({ tier, quantity, seats }) => {
      const { id, priceMinor } = tier.settings;
      if (!isSeated(tier)) return Array.from({ length: quantity }, () => ({ tier: id, priceMinor }));
      const taken = seats ?? takeBestSeats(show.plan, id, quantity);
      if (seats === undefined) marked.push(...taken);
      return taken.map((seat) => ({ tier: id, seat: seat.id, priceMinor }));
    });
    if (ids.length !== tickets.length) throw new Error(`${tickets.length} ticket ids are needed, not ${ids.length}`);
    return tickets.map((ticket, index) => ({ id: itemAt(ids, index), ...ticket }));
  } finally {
    for (const seat of marked) setSeat(show.plan, seat, 'a');
  }
}

/** As often as the policy allows, and by `holdSeconds` each. */
export function ruleExtend(show: Show, command: Extract<ShowCommand, { type: 'ExtendHold' }>, now: number): Ruling {
  const recalled = recall(show, command.request, now);
  if (recalled !== undefined) return recalled;
  if (show.isCancelled) return refuse({ code: 'show-cancelled' });
  const found = findBooking(show, command.bookingId);
  if (found.refusal !== undefined) return refuse(found.refusal);
  const { booking } = found;
  const policy = show.settings?.policy;
  if (booking.status !== 'held' || policy === undefined || booking.extensions >= policy.holdExtensions) {
    return refuse({ code: 'not-extendable' });
  }
  return accept(aboutBooking(booking.id), {
    type: 'HoldExtended',
    at: now,
    bookingId: booking.id,
    ...offerOf(booking),
    expiresAt: booking.expiresAt + policy.holdSeconds * 1000,
    ...(command.request === undefined ? {} : { request: command.request }),
  });
}
