import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { asOfHeader } from '../../api/kept-answer.ts';

export type Booking = components['schemas']['BookingResource'];
export type Ticket = Booking['tickets'][number];
export type Show = components['schemas']['ShowResource'];
export type Event = components['schemas']['EventResource'];
export type Venue = components['schemas']['Location'];
export type HistoryItem = components['schemas']['HistoryItem'];

/** A booking as it was read. */
export interface BookingRead {
  readonly booking: Booking;
  /** When its hold ends, on this page's `performance.now()`; rather too early by the way of the answer than too late. */
  readonly deadline: number;
  /** Where the server could not be asked: when it last could. */
  readonly asOf?: string;
}

export function toBookingRead(booking: Booking, askedAt: number, asOf?: string | null): BookingRead {
  const deadline = askedAt + booking.expiresInSeconds * 1000;
  return asOf ? { booking, deadline: 0, asOf } : { booking, deadline };
}

/** Never taken as known: whoever looks asks. */
export const bookingQuery = (api: Api, bookingId: string) =>
  queryOptions({
    queryKey: ['bookings', bookingId],
    queryFn: async ({ signal }) => {
      const askedAt = performance.now();
      const call = api.GET('/v1/bookings/{bookingId}', { params: { path: { bookingId } }, signal });
      const booking = await dataOf(call);
      const { response } = await call;
      return toBookingRead(booking, askedAt, response.headers.get(asOfHeader));
    },
    staleTime: 0,
    refetchOnReconnect: true,
  });

export const historyQuery = (api: Api, bookingId: string) =>
  queryOptions({
    queryKey: ['bookings', bookingId, 'history'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/bookings/{bookingId}/history', { params: { path: { bookingId } }, signal })),
    staleTime: 0,
  });

/** The newest of a buyer's. */
export const bookingsOfQuery = (api: Api, userId: string) =>
  queryOptions({
    queryKey: ['bookings', 'of', userId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/bookings', { params: { query: { userId, limit: 100 } }, signal })),
    staleTime: 0,
  });

const slowlyMs = 60_000;

export const bookedShowQuery = (api: Api, showId: string) =>
  queryOptions({
    queryKey: ['booked', 'show', showId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/shows/{showId}', { params: { path: { showId } }, signal })),
    enabled: showId !== '',
    staleTime: slowlyMs,
  });

export const bookedEventQuery = (api: Api, eventId: string) =>
  queryOptions({
    queryKey: ['booked', 'event', eventId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId } }, signal })),
    enabled: eventId !== '',
    staleTime: slowlyMs,
  });

export const bookedVenueQuery = (api: Api, locationId: string) =>
  queryOptions({
    queryKey: ['booked', 'venue', locationId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/locations/{locationId}', { params: { path: { locationId } }, signal })),
    enabled: locationId !== '',
    staleTime: slowlyMs,
  });
