import { randomUUID } from 'node:crypto';
import type { IdempotentRequest, ShowEvent } from '@myevents/booking';
import { ProblemError } from '@myevents/http-kit';
import type { Authorisation, Clock, EventLog } from '@myevents/ports';
import { eventsOf, readBookingAsOf } from '../booking-as-of.ts';
import type { Bookings } from '../bookings.ts';
import type { StoredBooking } from '../projections/booking-document.ts';
import { toBookingProblem } from '../refusal-problems.ts';
import type { Sales } from '../sale/sales.ts';
import { showStream } from '../streams.ts';
import type { PromptProvider } from './provider-calls.ts';
import type { Settler } from './settler.ts';

export interface PaymentOrder {
  readonly booking: StoredBooking;
  readonly method: string;
  /** Empty where nothing is to be paid. It goes to the provider and nowhere else. */
  readonly token: string;
  readonly request?: IdempotentRequest | undefined;
}

/** 200: confirmed. 202: the provider has not answered yet; it is asked until it does. */
export interface PaymentAnswer {
  readonly status: 200 | 202;
  readonly booking: StoredBooking;
  /** For the remaining seconds: where it is a repeated answer, the instant of the first. */
  readonly at?: number;
}

/** Pays a booking by rule 7. Rejects with a ProblemError for a refusal or a decline. */
export type Pay = (order: PaymentOrder) => Promise<PaymentAnswer>;

export interface PayOptions {
  readonly payments: PromptProvider;
  readonly sales: Pick<Sales, 'submit'>;
  readonly settler: Pick<Settler, 'waitsFor' | 'captureEnded'>;
  readonly bookings: Bookings;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** How long the answer waits for the capture, so that it can usually tell of it. */
const captureWaitMs = 250;

export function createPay({ payments, sales, settler, bookings, log, clock }: PayOptions): Pay {
  async function pay(order: PaymentOrder): Promise<PaymentAnswer> {
    const { booking, method, request } = order;
    const bookingId = booking.id;
    const attempt = `pay_${randomUUID()}`;
    const start = { type: 'StartPayment', bookingId, attempt, method, ...(request ? { request } : {}) } as const;
    const { decision, version, booking: document } = await sales.submit(booking.document.showId, start);
    if (decision.outcome === 'refused') throw toBookingProblem(decision.refusal, booking);
    if (decision.outcome === 'repeated') return repeat(order, decision.version);
    if (document === undefined) return { status: 200, booking: await bookings.get(bookingId) };
    const started = { id: bookingId, version, document };
    return document.status === 'confirmed' ? { status: 200, booking: started } : authorise(order, started);
  }

  /** The same request again: it resumes the attempt it started, or hears what became of it. */
  async function repeat(order: PaymentOrder, version: number): Promise<PaymentAnswer> {
    const booking = await bookings.get(order.booking.id);
    const commit = await log.readOne({ stream: showStream(booking.document.showId), version });
    const first = eventsOf(commit, booking.id).find(
      (event) => 'request' in event && event.request?.key === order.request?.key,
    );
    const attempt = first?.type === 'PaymentStarted' ? first.attempt : undefined;
    if (attempt === undefined) return asConfirmed(booking, { version, isLast: (event) => event === first });
    if (booking.document.payment?.attempt !== attempt) return { status: 202, booking };
    const { status } = booking.document.payment;
    if (status === 'pending') return authorise(order, booking);
    const confirmedIn = await versionOfConfirmation(booking, attempt);
    if (confirmedIn === undefined) return { status: 202, booking };
    return asConfirmed(booking, { version: confirmedIn, isLast: ({ type }) => type === 'BookingConfirmed' });
  }

  async function asConfirmed(
    booking: StoredBooking,
    until: { readonly version: number; readonly isLast: (event: ShowEvent) => boolean },
  ): Promise<PaymentAnswer> {
    return { status: 200, ...(await readBookingAsOf(log, booking, until)) };
  }

  async function versionOfConfirmation({ id, document }: StoredBooking, attempt: string): Promise<number | undefined> {
    for (const version of document.versions) {
      const commit = await log.readOne({ stream: showStream(document.showId), version });
      const isIt = (event: ShowEvent) => event.type === 'BookingConfirmed' && event.attempt === attempt;
      if (eventsOf(commit, id).some(isIt)) return version;
    }
    return undefined;
  }

  async function authorise(order: PaymentOrder, started: StoredBooking): Promise<PaymentAnswer> {
    const { payment, showId } = started.document;
    if (!payment) throw new Error('a payment that was started has an attempt');
    const { attempt } = payment;
    const { state, reason } = await ask(order, started);
    const about = { bookingId: started.id, attempt };
    if (state === 'declined' || state === 'voided') {
      const why = reason ?? 'The payment was not accepted.';
      await sales.submit(showId, { type: 'RecordDecline', ...about, reason: why });
      throw new ProblemError('payment-declined', { detail: why });
    }
    if (state === 'pending' || state === 'unknown') return asItIs(started.id);
    await sales.submit(showId, { type: 'RecordAuthorisation', ...about });
    await captured(attempt);
    const booking = await bookings.get(started.id);
    if (booking.document.status === 'confirmed') return { status: 200, booking };
    throw new ProblemError('hold-expired', { detail: 'The payment came too late; no money is taken.' });
  }

  /** While this process waited in vain, another may have found out. */
  async function asItIs(bookingId: string): Promise<PaymentAnswer> {
    const booking = await bookings.get(bookingId);
    return { status: booking.document.status === 'confirmed' ? 200 : 202, booking };
  }

  /** No answer, or a failure in between, says nothing about the payment: it is pending. */
  async function ask(
    { token }: PaymentOrder,
    { document }: StoredBooking,
  ): Promise<Pick<Authorisation, 'state' | 'reason'>> {
    const { attempt = '', amountMinor = 0 } = document.payment ?? {};
    const { currency, code } = document;
    using _waiting = settler.waitsFor(attempt);
    try {
      return await payments.authorise({ attempt, amountMinor, currency, token, reference: code });
    } catch {
      return { state: 'pending' };
    }
  }

  async function captured(attempt: string): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = clock.setTimer(() => late.resolve(), captureWaitMs);
    await Promise.race([settler.captureEnded(attempt), late.promise]);
    cancel();
  }

  return pay;
}
