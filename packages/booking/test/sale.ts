import { expect } from 'vitest';
import {
  beginCommit,
  createShow,
  type Decision,
  decide,
  evolve,
  type NewBooking,
  type Refusal,
  type SalePolicy,
  type Show,
  type ShowCommand,
  type ShowEvent,
  type ShowSettings,
  type TicketLine,
} from '../src/index.ts';

/** The instant at which examples begin. */
export const t0 = 1_800_000_000_000;

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;
type ExpectedEvent = { readonly type: ShowEvent['type'] } & Record<string, unknown>;

/** A show after a history of events and of commands, each in a commit of its own; the commands have to be accepted. */
export function given(...history: readonly (ShowCommand | ShowEvent)[]): Sale {
  const sale = new Sale();
  for (const one of history) {
    if ('now' in one) expect(sale.when(one).decision.outcome).toBe('accepted');
    else {
      beginCommit(sale.show, one.at);
      evolve(sale.show, one);
    }
  }
  return sale;
}

class Sale {
  readonly show: Show = createShow('shw_1');

  when(command: ShowCommand): Outcome {
    beginCommit(this.show, command.now);
    return new Outcome(this, decide(this.show, command));
  }
}

class Outcome {
  readonly sale: Sale;
  readonly decision: Decision;

  constructor(sale: Sale, decision: Decision) {
    this.sale = sale;
    this.decision = decision;
  }

  get show(): Show {
    return this.sale.show;
  }

  /** Accepted, and exactly these events happened, each with at least these fields. */
  happens(...events: readonly ExpectedEvent[]): this {
    expect(this.decision).toMatchObject({ outcome: 'accepted' });
    return this.meanwhile(...events);
  }

  refused(refusal: Refusal): this {
    expect(this.decision).toEqual({ outcome: 'refused', events: this.decision.events, refusal });
    return this;
  }

  repeated(version: number): this {
    expect(this.decision).toMatchObject({ outcome: 'repeated', events: [], version });
    return this;
  }

  /** Whatever became of the command. */
  meanwhile(...events: readonly ExpectedEvent[]): this {
    expect(this.decision.events.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(this.decision.events).toMatchObject(events);
    return this;
  }

  /** The next command, in a commit of its own. */
  when(command: ShowCommand): Outcome {
    return this.sale.when(command);
  }
}

/** Ten general tickets in A at 25.00, two in B for nothing. */
export function settings(
  changes: Partial<Omit<ShowSettings, 'policy'>> & { readonly policy?: Partial<SalePolicy> } = {},
): ShowSettings {
  const policy = {
    holdSeconds: 600,
    offerSeconds: 300,
    holdExtensions: 1,
    maxTicketsPerUser: 10,
    uniqueNames: true,
    cancellableUntil: null,
  };
  return {
    eventId: 'evt_1',
    startsAt: t0 + 86_400_000,
    endsAt: t0 + 90_000_000,
    salesOpenAt: null,
    salesCloseAt: t0 + 86_400_000,
    isPublished: true,
    currency: 'EUR',
    tiers: [
      { id: 'A', name: 'Regular', priceMinor: 2500, capacity: 10 },
      { id: 'B', name: 'Balcony', priceMinor: 0, capacity: 2 },
    ],
    rows: [],
    ...changes,
    policy: { ...policy, ...changes.policy },
  };
}

/** General admission of tier A only, with this many tickets. */
export function onlyA(capacity: number, policy: Partial<SalePolicy> = {}): ShowSettings {
  return settings({ tiers: [{ id: 'A', name: 'Regular', priceMinor: 2500, capacity }], policy });
}

/** The rows of a seated tier S at 40.00, all of whose seats are sold. */
export function seated(...rows: readonly (readonly [key: string, seats: number])[]): ShowSettings {
  return settings({
    tiers: [{ id: 'S', name: 'Stalls', priceMinor: 4000, capacity: null }],
    rows: rows.map(([key, seats]) => ({ key, labels: [`1..${seats}`], tiers: [['S', seats]] })),
  });
}

interface When {
  /** Milliseconds after {@link t0}. */
  readonly after?: number;
}

export function configure(
  changed: ShowSettings = settings(),
  { after = 0, version = 1 }: When & { version?: number } = {},
): ShowCommand {
  return { type: 'ConfigureShow', now: t0 + after, catalogueVersion: version, settings: changed };
}

function newBooking(person: string, tickets: number): NewBooking {
  const ticketIds = Array.from({ length: tickets }, (_, index) => `${person}-${index + 1}`);
  return { bookingId: `bkg_${person}`, code: person.toUpperCase(), ticketIds };
}

type Lines = Readonly<Record<string, number | readonly string[]>> | readonly TicketLine[];

/** `{ A: 2, S: ['1-1'] }`: so many or these seats of a tier. The booking is `bkg_<person>`, its tickets `<person>-1` and so on. */
export function hold(
  person: string,
  wanted: Lines,
  { after = 0, ...changes }: When & Partial<Command<'HoldTickets'>> = {},
): Command<'HoldTickets'> {
  const lines: readonly TicketLine[] = Array.isArray(wanted)
    ? (wanted as readonly TicketLine[])
    : Object.entries(wanted).map(([tier, some]) =>
        typeof some === 'number' ? { tier, quantity: some } : { tier, seats: some as string[] },
      );
  const tickets = lines.reduce(
    (sum, { quantity, seats }) => sum + Math.max(0, Math.floor(quantity ?? seats?.length ?? 0)),
    0,
  );
  const who = { userId: person, nameKey: person, personal: { name: person } };
  return { type: 'HoldTickets', now: t0 + after, booking: newBooking(person, tickets), lines, ...who, ...changes };
}

/** The entry is `wtl_<person>`; its offer will be `bkg_<person>`. */
export function join(
  person: string,
  tier: string,
  quantity: number,
  { after = 0, ...changes }: When & Partial<Command<'JoinWaitlist'>> = {},
): Command<'JoinWaitlist'> {
  const who = { userId: person, nameKey: person, personal: { name: person } };
  const booking = newBooking(person, quantity);
  return {
    type: 'JoinWaitlist',
    now: t0 + after,
    entryId: `wtl_${person}`,
    tier,
    quantity,
    booking,
    ...who,
    ...changes,
  };
}

export function leave(person: string, after = 0): ShowCommand {
  return { type: 'LeaveWaitlist', now: t0 + after, entryId: `wtl_${person}` };
}

export function end(person: string, after = 0): ShowCommand {
  return { type: 'EndBooking', now: t0 + after, bookingId: `bkg_${person}` };
}

export function giveBack(person: string, ticket: number, after = 0): ShowCommand {
  return { type: 'ReturnTicket', now: t0 + after, bookingId: `bkg_${person}`, ticketId: `${person}-${ticket}` };
}

export function extend(
  person: string,
  { after = 0, ...changes }: When & Partial<Command<'ExtendHold'>> = {},
): ShowCommand {
  return { type: 'ExtendHold', now: t0 + after, bookingId: `bkg_${person}`, ...changes };
}

/** The attempt is `pay_<person>` unless said otherwise. */
export function pay(
  person: string,
  { after = 0, attempt = `pay_${person}`, method = 'test', ...changes }: When & Partial<Command<'StartPayment'>> = {},
): ShowCommand {
  return { type: 'StartPayment', now: t0 + after, bookingId: `bkg_${person}`, attempt, method, ...changes };
}

type Answer = 'RecordAuthorisation' | 'RecordDecline' | 'RecordCapture' | 'RecordVoid';

export function answer(
  type: Answer,
  person: string,
  { after = 0, attempt = `pay_${person}` }: When & { attempt?: string } = {},
): ShowCommand {
  const about = { now: t0 + after, bookingId: `bkg_${person}`, attempt };
  return type === 'RecordDecline' ? { type, ...about, reason: 'no funds' } : { type, ...about };
}

export function refunded(person: string, refund: string, after = 0): ShowCommand {
  return { type: 'RecordRefund', now: t0 + after, bookingId: `bkg_${person}`, refund };
}

export function tick(after = 0): ShowCommand {
  return { type: 'Tick', now: t0 + after };
}

export function cancelShow(after = 0, version = 9): ShowCommand {
  return { type: 'CancelShow', now: t0 + after, catalogueVersion: version };
}

/** The whole way from the hold to the captured payment. */
export function bought(person: string, wanted: Lines, after = 0): ShowCommand[] {
  const at = { after };
  return [
    hold(person, wanted, at),
    pay(person, at),
    answer('RecordAuthorisation', person, at),
    answer('RecordCapture', person, at),
  ];
}
