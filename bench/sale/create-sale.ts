import {
  beginCommit,
  createShow,
  type Decision,
  decide,
  type HoldTickets,
  type JoinWaitlist,
  type Show,
  type ShowCommand,
  type ShowEvent,
  type ShowSettings,
} from '@myevents/booking';
import { newId } from '@myevents/contracts';
import type { Commit } from '@myevents/ports';

/** The sale of one show, run by the real rules in this process, on a clock that stands still. */
export interface Sale {
  readonly show: Show;
  /** Commands in one commit. @throws if one of them is refused: the synthetic sale is then not what it is said to be. */
  commit(...commands: readonly ShowCommand[]): readonly Decision[];
}

export interface SaleOptions {
  readonly showId: string;
  /** Epoch milliseconds of everything in it. */
  readonly now: number;
  readonly settings: ShowSettings;
  readonly onCommit?: (commit: Commit<ShowEvent>, show: Show) => void;
}

export function createSale({ showId, now, settings, onCommit }: SaleOptions): Sale {
  const show = createShow(showId);
  function commit(...commands: readonly ShowCommand[]): readonly Decision[] {
    beginCommit(show, now);
    const decisions = commands.map((command) => accepted(decide(show, command)));
    if (onCommit) {
      const events = decisions.flatMap((decision) => decision.events);
      onCommit({ stream: `show/${showId}`, version: show.version, id: crypto.randomUUID(), at: show.at, events }, show);
    }
    return decisions;
  }
  commit({ type: 'ConfigureShow', now, catalogueVersion: 1, settings });
  return { show, commit };
}

function accepted(decision: Decision): Decision {
  if (decision.outcome === 'accepted') return decision;
  throw new Error(`the synthetic sale met ${JSON.stringify(decision)}`);
}

/** General admission, free of charge, on sale now: tiers by their id and capacity. */
export function toSettings(eventId: string, now: number, tiers: Readonly<Record<string, number>>): ShowSettings {
  const startsAt = now + 30 * 86_400_000;
  return {
    eventId,
    startsAt,
    endsAt: startsAt + 7_200_000,
    salesOpenAt: null,
    salesCloseAt: startsAt,
    isPublished: true,
    currency: 'EUR',
    policy: {
      holdSeconds: 3600,
      offerSeconds: 3600,
      holdExtensions: 0,
      maxTicketsPerUser: 10,
      uniqueNames: true,
      cancellableUntil: null,
    },
    tiers: Object.entries(tiers).map(([id, capacity]) => ({ id, name: id, priceMinor: 0, capacity })),
    rows: [],
  };
}

let people = 0;

/** Another person every time, with ids like those the service makes. */
function newPerson(quantity: number) {
  people += 1;
  const ticketIds = Array.from({ length: quantity }, () => newId('ticket'));
  return {
    booking: { bookingId: newId('booking'), code: `BENCH-${people}`, ticketIds },
    userId: `bench-user-${people}`,
    nameKey: people.toString(36).padStart(22, '0'),
    personal: { name: `Bench Guest ${people}` },
  };
}

export function newHold(now: number, tier: string, quantity: number): HoldTickets {
  return { type: 'HoldTickets', now, lines: [{ tier, quantity }], ...newPerson(quantity) };
}

export function newJoin(now: number, tier: string, quantity: number): JoinWaitlist {
  return { type: 'JoinWaitlist', now, entryId: newId('waitlistEntry'), tier, quantity, ...newPerson(quantity) };
}

export function confirmFree(now: number, { booking }: HoldTickets): ShowCommand {
  return { type: 'StartPayment', now, bookingId: booking.bookingId, attempt: `${booking.bookingId}/1`, method: 'free' };
}
