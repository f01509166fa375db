import type { ShowEvent, Ticket } from './events.ts';
import { type ShowCommit, UnknownEventError, VersionGapError } from './evolve.ts';
import { known } from './present.ts';
import { createSeries, type SalesSeries, seriesEntry } from './sales-series.ts';

/**
 * How a show sells, counted from the commits of its log one after the other. Money is counted in one currency; bookings that were
 * made in another, before the organizer changed it, count for nothing there.
 */
export interface SalesTotals {
  readonly currency: string;
  /** Of the commit counted last; 0 before the first. */
  version: number;
  readonly series: SalesSeries;
  readonly holds: { total: number; confirmed: number; expired: number; released: number };
  readonly waitlist: { joined: number; offered: number; taken: number; lapsed: number; left: number; closed: number };
  /** Of confirmed tickets that did not come back, in minor units, by tier. */
  readonly revenue: Map<string, number>;
  /** Tickets of live bookings: what ends them does not name them again. */
  readonly held: Map<string, readonly Sold[]>;
  readonly confirmed: Map<string, readonly Sold[]>;
  /** Ids of entries that wait. */
  readonly waiting: Set<string>;
}

/** What has to be known of a ticket to count its end. */
export interface Sold {
  readonly id: string;
  readonly tier: string;
  /** 0 in another currency. */
  readonly revenue: number;
}

/** Nothing has been counted. */
export function createSalesTotals(currency: string): SalesTotals {
  return {
    currency,
    version: 0,
    series: createSeries(),
    holds: { total: 0, confirmed: 0, expired: 0, released: 0 },
    waitlist: { joined: 0, offered: 0, taken: 0, lapsed: 0, left: 0, closed: 0 },
    revenue: new Map(),
    held: new Map(),
    confirmed: new Map(),
    waiting: new Set(),
  };
}

/** Counts the next commit of the log. Throws as `applyCommit` does where one is missing or holds an unknown event. */
export function countCommit(totals: SalesTotals, { version, events }: ShowCommit): SalesTotals {
  if (version !== totals.version + 1) {
    throw new VersionGapError(`expected commit ${totals.version + 1} of the show, not ${version}`);
  }
  totals.version = version;
  for (const event of events) {
    if (!Object.hasOwn(counters, event.type)) throw new UnknownEventError(`unknown event type ${event.type}`);
    (counters[event.type] as (totals: SalesTotals, event: ShowEvent) => void)(totals, event);
  }
  return totals;
}

/** Compiles only while every event is thought of. */
type Counters = {
  readonly [T in ShowEvent['type']]: (totals: SalesTotals, event: Extract<ShowEvent, { type: T }>) => void;
};

const nothing = (): void => undefined;

const counters: Counters = {
  ShowConfigured: nothing,
  ShowCancelled: closeLine,
  SalesOpened: nothing,
  SalesClosed: closeLine,
  TicketsHeld: addHold,
  HoldExtended: nothing,
  HoldExpired: (totals, event) => endHold(totals, event, 'expired'),
  HoldReleased: (totals, event) => endHold(totals, event, 'released'),
  TicketReturned: returnTicket,
  PaymentStarted: nothing,
  PaymentDeclined: nothing,
  PaymentAbandoned: nothing,
  BookingConfirmed: confirm,
  PaymentCaptured: nothing,
  PaymentVoided: nothing,
  BookingCancelled: cancel,
  PaymentRefunded: nothing,
  WaitlistJoined(totals, { entryId }) {
    totals.waitlist.joined += 1;
    totals.waiting.add(entryId);
  },
  TicketsOffered(totals, event) {
    totals.waiting.delete(event.entryId);
    totals.waitlist.offered += 1;
    addHold(totals, event);
  },
  WaitlistLeft(totals, { entryId }) {
    if (totals.waiting.delete(entryId)) totals.waitlist.left += 1;
  },
  // Of a closed line it was counted when the line closed.
  WaitlistClosed(totals, { entryId }) {
    if (totals.waiting.delete(entryId)) totals.waitlist.closed += 1;
  },
  PersonalErased: nothing,
};

/** At once for all who wait; that each is told follows. */
function closeLine({ waitlist, waiting }: SalesTotals): void {
  waitlist.closed += waiting.size;
  waiting.clear();
}

function addHold(
  totals: SalesTotals,
  event: {
    readonly at: number;
    readonly bookingId: string;
    readonly currency: string;
    readonly tickets: readonly Ticket[];
  },
): void {
  const { at, bookingId, currency, tickets } = event;
  const isCounted = currency === totals.currency;
  const sold = tickets.map(({ id, tier, priceMinor }) => ({ id, tier, revenue: isCounted ? priceMinor : 0 }));
  totals.held.set(bookingId, sold);
  totals.holds.total += 1;
  seriesEntry(totals.series, at).held += tickets.length;
}

function endHold(
  totals: SalesTotals,
  { at, bookingId, entryId }: { readonly at: number; readonly bookingId: string; readonly entryId?: string },
  how: 'expired' | 'released',
): void {
  const tickets = known(totals.held, bookingId);
  totals.held.delete(bookingId);
  totals.holds[how] += 1;
  if (entryId !== undefined) totals.waitlist.lapsed += 1;
  seriesEntry(totals.series, at)[how] += tickets.length;
}

function confirm(
  totals: SalesTotals,
  { at, bookingId, entryId }: Extract<ShowEvent, { type: 'BookingConfirmed' }>,
): void {
  const tickets = known(totals.held, bookingId);
  totals.held.delete(bookingId);
  totals.confirmed.set(bookingId, tickets);
  totals.holds.confirmed += 1;
  if (entryId !== undefined) totals.waitlist.taken += 1;
  seriesEntry(totals.series, at).confirmed += tickets.length;
  earn(totals, tickets, { at, sign: 1 });
}

function cancel(totals: SalesTotals, { at, bookingId }: Extract<ShowEvent, { type: 'BookingCancelled' }>): void {
  const tickets = known(totals.confirmed, bookingId);
  totals.confirmed.delete(bookingId);
  seriesEntry(totals.series, at).cancelled += tickets.length;
  earn(totals, tickets, { at, sign: -1 });
}

/** One ticket of several: the booking goes on. */
function returnTicket(totals: SalesTotals, event: Extract<ShowEvent, { type: 'TicketReturned' }>): void {
  const { at, bookingId, ticketId } = event;
  const isHeld = totals.held.has(bookingId);
  const bookings = isHeld ? totals.held : totals.confirmed;
  const tickets = known(bookings, bookingId);
  bookings.set(
    bookingId,
    tickets.filter(({ id }) => id !== ticketId),
  );
  seriesEntry(totals.series, at)[isHeld ? 'released' : 'cancelled'] += 1;
  if (!isHeld)
    earn(
      totals,
      tickets.filter(({ id }) => id === ticketId),
      { at, sign: -1 },
    );
}

function earn(
  totals: SalesTotals,
  tickets: readonly Sold[],
  { at, sign }: { readonly at: number; readonly sign: 1 | -1 },
): void {
  const entry = seriesEntry(totals.series, at);
  for (const { tier, revenue } of tickets) {
    entry.revenue += sign * revenue;
    totals.revenue.set(tier, (totals.revenue.get(tier) ?? 0) + sign * revenue);
  }
}
