import type { Refusal } from '@myevents/booking';
import type { ProblemCode } from '@myevents/contracts';
import { ProblemError, type ProblemOptions } from '@myevents/http-kit';
import type { StoredBooking } from './projections/booking-document.ts';

type Translate<Code extends Refusal['code']> = (refusal: Extract<Refusal, { code: Code }>) => ProblemOptions;
type Known = { readonly [Code in Refusal['code'] & ProblemCode]: Translate<Code> };
/** Compiles only while every refusal has a problem of the same code. */
type Table = Exclude<Refusal['code'], ProblemCode> extends never ? Known : never;

const toInstant = (ms: number) => new Date(ms).toISOString();
const nothing = () => ({});

/** How each refusal is told over HTTP, with all that a caller can act on. */
const translations: Table = {
  'not-found': ({ what }) => ({ detail: `There is no such ${what.replace('-', ' ')}.` }),
  'sales-not-open': ({ opensAt }) => ({ members: { opensAt: opensAt === null ? null : toInstant(opensAt) } }),
  'sales-closed': ({ closedAt }) => ({ members: { closedAt: toInstant(closedAt) } }),
  'show-cancelled': nothing,
  'unknown-tier': ({ tier, line }) => ({
    errors: [{ pointer: `/tickets/${line}/tier`, detail: `is ${JSON.stringify(tier)}, which is no tier of this show` }],
  }),
  'unknown-seat': ({ seat, line }) => ({
    errors: [
      { pointer: `/tickets/${line}/seats`, detail: `holds ${JSON.stringify(seat)}, which is no seat of the tier` },
    ],
  }),
  'validation-failed': ({ line, field, message }) => ({
    errors: [{ pointer: `/tickets/${line}/${field}`, detail: message }],
  }),
  'ticket-limit-exceeded': ({ ticketsMax, ticketsNow, wanted }) => ({
    detail: `At most ${ticketsMax} tickets per buyer and show; this buyer has or waits for ${ticketsNow} and asks for ${wanted}.`,
    members: { ticketsMax, ticketsNow, wanted },
  }),
  'name-already-booked': nothing,
  'tickets-unavailable': ({ shortages, seats, waitlist }) => ({
    detail: waitlist
      ? 'Some are held by others and may come free: joining the waitlist makes sense.'
      : 'Waiting for these makes no sense.',
    members: {
      shortages,
      seats,
      waitlist,
      heldTickets: shortages.reduce((sum, { heldTickets }) => sum + heldTickets, 0),
    },
  }),
  'hold-expired': ({ expiredAt }) => ({ members: { expiredAt: toInstant(expiredAt) } }),
  'payment-in-progress': nothing,
  'payment-method-unfit': ({ amountMinor }) => ({
    detail: amountMinor === 0 ? 'Nothing is to be paid: the method is "free".' : 'This booking has to be paid.',
    members: { amountMinor },
  }),
  'not-extendable': nothing,
  'not-cancellable': nothing,
  'idempotency-key-reused': nothing,
};

/** The problem a refusal is told as. */
export function toProblem(refusal: Refusal): ProblemError {
  const translate = translations[refusal.code] as (refusal: Refusal) => ProblemOptions;
  return new ProblemError(refusal.code, translate(refusal));
}

/** The show has forgotten a booking that is over; its document still knows why it cannot be paid, extended or given back. */
export function toBookingProblem(refusal: Refusal, { document }: StoredBooking): ProblemError {
  if (refusal.code !== 'not-found' || refusal.what !== 'booking' || document.endedAt === undefined) {
    return toProblem(refusal);
  }
  if (document.status === 'expired') return toProblem({ code: 'hold-expired', expiredAt: document.expiresAt });
  return new ProblemError('hold-expired', { detail: `This booking was ${document.status}.` });
}
