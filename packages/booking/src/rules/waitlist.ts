import { knownEntry } from '../apply/waitlist.ts';
import { offerOf, pendingPayment } from '../booking.ts';
import type { JoinWaitlist, ShowCommand } from '../commands.ts';
import type { ShowEvent } from '../events.ts';
import { recall } from '../idempotency.ts';
import { nextToOffer, passedOverBy } from '../line.ts';
import { aboutEntry, accept, type Ruling, refuse } from '../ruling.ts';
import type { Show } from '../show.ts';
import type { Tier } from '../tier.ts';
import { toTickets } from './hold.ts';
import { isQuantity, quantityMessage } from './request.ts';
import { readSale, refusePerson } from './sale.ts';

/** Rule 5. Who joins stands at the end; the walk that follows offers at once what fits. */
export function ruleJoin(show: Show, command: JoinWaitlist, now: number): Ruling {
  const recalled = recall(show, command.request, now);
  if (recalled !== undefined) return recalled;
  const sale = readSale(show, now);
  if (sale.refusal !== undefined) return refuse(sale.refusal);
  const { entryId, tier, quantity, userId, nameKey, booking, personal, request } = command;
  if (show.tiers.get(tier)?.isPlanned !== true) return refuse({ code: 'unknown-tier', tier, line: 0 });
  if (!isQuantity(quantity)) {
    return refuse({ code: 'validation-failed', line: 0, field: 'quantity', message: quantityMessage });
  }
  const refusal = refusePerson(show, sale.settings, { userId, nameKey, wanted: quantity });
  if (refusal !== undefined) return refuse(refusal);
  if (booking.ticketIds.length !== quantity)
    throw new Error(`${quantity} ticket ids are needed, not ${booking.ticketIds.length}`);
  return accept(aboutEntry(entryId), {
    type: 'WaitlistJoined',
    at: now,
    entryId,
    tier,
    quantity,
    userId,
    nameKey,
    booking,
    personal,
    ...(request === undefined ? {} : { request }),
  });
}

/** Leaves the line or gives the offer back; an entry that is over already is answered the same way. */
export function ruleLeave(show: Show, command: Extract<ShowCommand, { type: 'LeaveWaitlist' }>, now: number): Ruling {
  const entry = knownEntry(show, command.entryId);
  if (entry === undefined) return refuse({ code: 'not-found', what: 'waitlist-entry' });
  const subject = aboutEntry(entry.entryId);
  if (show.room.entries.has(entry.entryId)) {
    return accept(subject, { type: 'WaitlistLeft', at: now, entryId: entry.entryId });
  }
  const booking = entry.status === 'offered' ? show.bookings.get(entry.booking.bookingId) : undefined;
  if (booking === undefined) return accept(subject);
  const pending = pendingPayment(booking);
  if (pending !== undefined) return refuse({ code: 'payment-in-progress', attempt: pending.attempt });
  return accept(subject, { type: 'HoldReleased', at: now, bookingId: booking.id, ...offerOf(booking), cause: 'buyer' });
}

/** The next offer of a tier's line, or undefined where its walk ends. */
export function nextOffer(show: Show, tier: Tier, now: number): ShowEvent | undefined {
  const line = show.room.lines.get(tier.settings.id);
  const { settings } = show;
  if (line === undefined || settings === undefined) return undefined;
  const entry = nextToOffer(line, tier);
  if (entry === undefined) return undefined;
  const { bookingId, ticketIds } = entry.booking;
  return {
    type: 'TicketsOffered',
    at: now,
    entryId: entry.entryId,
    bookingId,
    tickets: toTickets(show, [{ tier, quantity: entry.quantity, seats: undefined }], ticketIds),
    currency: settings.currency,
    expiresAt: now + settings.policy.offerSeconds * 1000,
    passedOver: passedOverBy(line, entry, tier),
  };
}
