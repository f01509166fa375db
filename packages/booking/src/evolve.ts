import { cancelBooking, endHold, extendHold, giveTicketBack, holdTickets } from './apply/bookings.ts';
import { cancelShow, closeSales, configureShow } from './apply/catalogue.ts';
import {
  abandonPayment,
  capturePayment,
  confirmBooking,
  declinePayment,
  refundPayment,
  startPayment,
  voidPayment,
} from './apply/payments.ts';
import { closeEntry, erasePersonal, joinWaitlist, leaveWaitlist, offerTickets } from './apply/waitlist.ts';
import type { ShowEvent } from './events.ts';
import { abandonCommit, beginCommit, enterCommit, type Show } from './show.ts';

/** The log holds an event that this version of the program does not know: it must not go on with this show. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';
}

/** A commit was applied out of order: some before it is missing, or it has been applied already. */
export class VersionGapError extends Error {
  override readonly name = 'VersionGapError';
}

/** As it stands in the log. */
export interface ShowCommit {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: readonly ShowEvent[];
}

/** Applies a commit of the log. Throws {@link VersionGapError} unless it is the next one, {@link UnknownEventError} as `evolve`. */
export function applyCommit(show: Show, commit: ShowCommit): Show {
  beginCommit(show, commit.at);
  if (commit.version !== show.version) {
    const expected = show.version;
    abandonCommit(show);
    throw new VersionGapError(`expected commit ${expected} of the show, not ${commit.version}`);
  }
  if (commit.events.length === 0) enterCommit(show, commit.at, () => undefined);
  return commit.events.reduce(evolve, show);
}

/**
 * Applies one event to the show, in place, and returns the show. It decides nothing: what the event says has happened. Throws
 * {@link UnknownEventError} for a type it does not know, with the show unchanged.
 */
export function evolve(show: Show, event: ShowEvent): Show {
  const apply = appliers[event.type] as (show: Show, event: ShowEvent) => void;
  if (!Object.hasOwn(appliers, event.type)) throw new UnknownEventError(`unknown event type ${event.type}`);
  show.at = Math.max(show.at, event.at);
  if (show.begun === undefined) apply(show, event);
  else enterCommit(show, event.at, () => apply(show, event));
  return show;
}

const appliers: { readonly [T in ShowEvent['type']]: (show: Show, event: Extract<ShowEvent, { type: T }>) => void } = {
  ShowConfigured: configureShow,
  ShowCancelled: cancelShow,
  SalesOpened: (show) => {
    show.isOpened = true;
  },
  SalesClosed: closeSales,
  TicketsHeld: holdTickets,
  HoldExtended: extendHold,
  HoldExpired: endHold,
  HoldReleased: endHold,
  TicketReturned: giveTicketBack,
  PaymentStarted: startPayment,
  PaymentDeclined: declinePayment,
  PaymentAbandoned: abandonPayment,
  BookingConfirmed: confirmBooking,
  PaymentCaptured: capturePayment,
  PaymentVoided: voidPayment,
  BookingCancelled: cancelBooking,
  PaymentRefunded: refundPayment,
  WaitlistJoined: joinWaitlist,
  TicketsOffered: offerTickets,
  WaitlistLeft: leaveWaitlist,
  WaitlistClosed: closeEntry,
  PersonalErased: erasePersonal,
};
