import { pathToShow } from '../../paths.ts';
import type { Booking, Event } from '../bookings/queries.ts';

/** The show's page, where one can choose again or wait. */
export function pathToSameChoice(event: Event, booking: Booking): string {
  return pathToShow(event, booking.showId);
}
