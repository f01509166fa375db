import type { ShowEvent } from './events.ts';

/** The bookings and waitlist entries whose documents an event changes. */
export interface Touched {
  readonly bookingIds: readonly string[];
  readonly entryIds: readonly string[];
}

/** Reads the event alone. What an event does to the show as a whole is not in it: availability changes with most of them. */
export function touchedBy(event: ShowEvent): Touched {
  if (event.type === 'PersonalErased') return { bookingIds: event.bookingIds, entryIds: event.entryIds };
  // A WaitlistJoined tells what a booking would be called: there is none yet.
  const bookingId = 'bookingId' in event ? event.bookingId : undefined;
  const entryId = 'entryId' in event ? event.entryId : undefined;
  return { bookingIds: bookingId === undefined ? [] : [bookingId], entryIds: entryId === undefined ? [] : [entryId] };
}
