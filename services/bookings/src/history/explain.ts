import type { ShowEvent, Ticket } from '@myevents/booking';
import type { HistoryItem } from '@myevents/contracts';
import { toInstant } from '../booking-resource.ts';

type EventOf<Type extends ShowEvent['type']> = Extract<ShowEvent, { type: Type }>;

interface Explanation<Event> {
  /** The rule of the sale that decided it. */
  readonly rule: string;
  readonly text: (event: Event) => string;
}

/** Compiles only while every event has words. */
type Explanations = { readonly [Type in ShowEvent['type']]: Explanation<EventOf<Type>> };

const rules = {
  allOrNothing: 'all-or-nothing',
  holdTime: 'hold-time',
  line: 'first-come-first-served',
  payment: 'payment',
  catalogue: 'catalogue',
  given: 'given-back',
  erasure: 'erasure',
} as const;

const explanations: Explanations = {
  ShowConfigured: {
    rule: rules.catalogue,
    text: ({ settings }) =>
      `The organizer's plan of the show came in: ${settings.tiers.length} tiers, ${settings.isPublished ? 'on sale' : 'not published'}.`,
  },
  ShowCancelled: {
    rule: rules.catalogue,
    text: () => 'The show was cancelled: nothing is confirmed any more, and what was paid goes back.',
  },
  SalesOpened: { rule: rules.catalogue, text: () => 'Sales opened.' },
  SalesClosed: { rule: rules.catalogue, text: () => 'Sales closed, and with them the waitlist.' },
  TicketsHeld: {
    rule: rules.allOrNothing,
    text: ({ tickets, expiresAt }) => `${countOf(tickets)} held together until ${toInstant(expiresAt)}.`,
  },
  HoldExtended: {
    rule: rules.holdTime,
    text: ({ expiresAt }) => `The hold was extended until ${toInstant(expiresAt)}, as the show allows.`,
  },
  HoldExpired: {
    rule: rules.holdTime,
    text: () => 'The hold ended because its time was over; its tickets are free again, for those in line first.',
  },
  HoldReleased: {
    rule: rules.given,
    text: ({ cause }) =>
      cause === 'show'
        ? 'The hold ended with the cancelled show.'
        : 'The buyer let go of the hold; its tickets are free again.',
  },
  TicketReturned: {
    rule: rules.given,
    text: ({ refund }) => `One ticket was given back${refund ? ', and its price is paid back' : ''}.`,
  },
  PaymentStarted: {
    rule: rules.payment,
    text: ({ expiresAt }) => `A payment was started; the tickets are kept for it until ${toInstant(expiresAt)}.`,
  },
  PaymentDeclined: { rule: rules.payment, text: () => 'The payment was declined. The hold stands.' },
  PaymentAbandoned: {
    rule: rules.payment,
    text: () =>
      'The payment had no answer in time and was given up: it is called off at the provider, no money is taken.',
  },
  BookingConfirmed: {
    rule: rules.payment,
    text: ({ attempt }) =>
      attempt === undefined
        ? 'The booking was confirmed; nothing was to be paid.'
        : 'The payment was authorised and the booking confirmed; only now the money is taken.',
  },
  PaymentCaptured: {
    rule: rules.payment,
    text: ({ refund }) =>
      refund
        ? 'The money had been taken for a payment that was given up: all of it goes back.'
        : 'The money was taken.',
  },
  PaymentVoided: { rule: rules.payment, text: () => 'The payment was called off at the provider: no money was taken.' },
  BookingCancelled: {
    rule: rules.given,
    text: ({ cause, refund }) =>
      `The booking was cancelled ${cause === 'show' ? 'with its show' : 'by its buyer'}${refund ? '; what was paid goes back' : ''}.`,
  },
  PaymentRefunded: { rule: rules.payment, text: () => 'The money was paid back.' },
  WaitlistJoined: {
    rule: rules.line,
    text: ({ quantity, tier }) => `Joined the end of the line for ${quantity} of ${tier}.`,
  },
  TicketsOffered: {
    rule: rules.line,
    text: ({ tickets, expiresAt, passedOver }) =>
      `${countOf(tickets)} came free and offered until ${toInstant(expiresAt)}${passedText(passedOver)}.`,
  },
  WaitlistLeft: { rule: rules.line, text: () => 'Left the line.' },
  WaitlistClosed: { rule: rules.line, text: () => 'The line was closed: nothing comes free for it any more.' },
  PersonalErased: { rule: rules.erasure, text: () => 'Names and mail addresses of a person were erased.' },
};

/** One thing that happened, in plain words, with the rule that made it so and without anybody's personal data. */
export function explain(event: ShowEvent, version: number): HistoryItem {
  const { rule, text } = explanations[event.type] as Explanation<ShowEvent>;
  return { version, at: toInstant(event.at), type: event.type, rule, text: text(event), details: toDetails(event) };
}

/** What an event says, without who it is about: enough to check that the rules were kept. */
function toDetails(event: ShowEvent): object {
  const { type: _type, at: _at, ...rest } = event;
  const details: Record<string, unknown> = { ...rest };
  for (const field of ['personal', 'request', 'userId', 'nameKey']) delete details[field];
  // A seating plan has a route of its own.
  if (event.type === 'ShowConfigured') {
    const { rows, ...settings } = event.settings;
    details['settings'] = { ...settings, rows: rows.length };
  }
  return details;
}

function countOf(tickets: readonly Ticket[]): string {
  const seats = tickets.flatMap(({ seat }) => seat ?? []);
  const what = tickets.length === 1 ? '1 ticket' : `${tickets.length} tickets`;
  return seats.length === 0 ? what : `${what} (${seats.join(', ')})`;
}

function passedText(passedOver: EventOf<'TicketsOffered'>['passedOver']): string {
  if (passedOver.length === 0) return '';
  const entries = passedOver.reduce((sum, passed) => sum + passed.entries, 0);
  return `; ${entries} before it wanted more than can come free, and ${entries === 1 ? 'keeps its' : 'keep their'} place`;
}
