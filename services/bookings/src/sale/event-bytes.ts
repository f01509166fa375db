import type { Personal, ShowEvent } from '@myevents/booking';

/** Field names, ids and numbers of an event without its lists and free text. */
const plainBytes = 480;
const ticketBytes = 130;
const ticketIdBytes = 40;
/** A UTF-16 unit is at most three bytes in UTF-8, and an escape in JSON at most twice as long. */
const bytesOfUnit = 3;

/**
 * How many bytes an event has as JSON, rather too many than too few. The events of the rush are estimated: writing each of
 * them out once more only to measure it would cost as much as deciding it.
 */
export function eventBytes(event: ShowEvent): number {
  const { type } = event;
  if (type === 'TicketsHeld') return plainBytes + ticketsBytes(event.tickets) + personalBytes(event.personal);
  if (type === 'WaitlistJoined') {
    return plainBytes + event.booking.ticketIds.length * ticketIdBytes + personalBytes(event.personal);
  }
  return plainEvents.has(type) ? plainBytes : Buffer.byteLength(JSON.stringify(event));
}

/** Events of the rush that hold nothing of variable length. */
const plainEvents: ReadonlySet<ShowEvent['type']> = new Set([
  'HoldExpired',
  'HoldReleased',
  'PaymentStarted',
  'BookingConfirmed',
  'PaymentCaptured',
]);

function ticketsBytes(tickets: Extract<ShowEvent, { type: 'TicketsHeld' }>['tickets']): number {
  let bytes = 0;
  for (const { tier, seat } of tickets) bytes += ticketBytes + bytesOfUnit * (tier.length + (seat?.length ?? 0));
  return bytes;
}

function personalBytes({ name, email, ticketNames }: Personal): number {
  let units = name.length + (email?.length ?? 0);
  for (const ticketName of ticketNames ?? []) units += 4 + (ticketName?.length ?? 0);
  return units * bytesOfUnit;
}
