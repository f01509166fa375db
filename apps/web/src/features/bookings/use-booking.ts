import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.ts';
import { whileThere } from '../../api/connection.ts';
import type { ApiProblem } from '../../api/problem.ts';
import {
  type Booking,
  type BookingRead,
  bookedEventQuery,
  bookedShowQuery,
  bookedVenueQuery,
  bookingQuery,
  type Event,
  type Show,
  type Venue,
} from './queries.ts';

/** A booking with what it is for. What is not read yet is undefined. */
export interface BookedTickets {
  readonly read: BookingRead | undefined;
  readonly show: Show | undefined;
  readonly event: Event | undefined;
  readonly venue: Venue | undefined;
  readonly problem: ApiProblem | undefined;
  readonly readAgain: () => void;
}

/** While money is on its way, what became of it is asked this often. */
const payingMs = 1500;
const refundingMs = 5000;
/** A hold may end, or be paid, in another tab. */
const heldMs = 20_000;

export function useBooking(bookingId: string): BookedTickets {
  const api = useApi();
  const query = useQuery({
    ...bookingQuery(api, bookingId),
    refetchInterval: ({ state: { data } }) => data !== undefined && refetchMsOf(data.booking),
  });
  const booking = query.data?.booking;
  const { show, event, venue } = useShowBooked(booking?.showId ?? '');
  const problem = (query.data === undefined ? query.error : null) as ApiProblem | null;
  return { read: query.data, show, event, venue, problem: problem ?? undefined, readAgain: () => void query.refetch() };
}

/** A show with its event and its place. */
export function useShowBooked(showId: string): Pick<BookedTickets, 'show' | 'event' | 'venue'> {
  const api = useApi();
  const { data: show } = useQuery(bookedShowQuery(api, showId));
  const { data: event } = useQuery(bookedEventQuery(api, show?.eventId ?? ''));
  const { data: venue } = useQuery(bookedVenueQuery(api, show?.locationId ?? ''));
  return { show, event, venue };
}

function refetchMsOf({ status, payment }: Booking): number | false {
  if (status === 'held') return whileThere(payment?.status === 'pending' ? payingMs : heldMs);
  return status === 'cancelled' && payment?.status === 'captured' && whileThere(refundingMs);
}
