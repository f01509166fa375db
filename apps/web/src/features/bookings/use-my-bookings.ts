import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import { forgetMine, readBuyer, useMine } from '../../session/buyer.ts';
import { type Entry, entryQuery } from '../wait/queries.ts';
import type { WithShow } from './group-bookings.ts';
import { type Booking, bookedShowQuery, bookingQuery, bookingsOfQuery, type Show } from './queries.ts';

/** So many are looked up one by one. */
const onesMax = 30;

export interface MyBookings {
  readonly bookings: readonly WithShow[];
  readonly entries: readonly Entry[];
  readonly isLoading: boolean;
  /** The first reason why something could not be read. */
  readonly error: unknown;
  /** Where the server could not be asked. */
  readonly asOf: string | undefined;
}

/** What this browser's buyer has booked, what was opened here of others, and where one stands in line. */
export function useMyBookings(): MyBookings {
  const api = useApi();
  const mine = useMine();
  const [{ userId }] = useState(readBuyer);
  const listed = useQuery({ ...bookingsOfQuery(api, userId), retry: 1 });
  const known = new Set(listed.data?.items.map(({ id }) => id));
  const idsOf = (kind: 'booking' | 'waitlistEntry') =>
    mine
      .filter((one) => one.kind === kind && !known.has(one.id))
      .map(({ id }) => id)
      .slice(0, onesMax);
  const isListed = !listed.isPending;
  const bookingIds = isListed ? idsOf('booking') : [];
  const entryIds = idsOf('waitlistEntry');
  const ones = useQueries({ queries: bookingIds.map((id) => ({ ...bookingQuery(api, id), retry: 1 })) });
  const waits = useQueries({ queries: entryIds.map((id) => ({ ...entryQuery(api, id), retry: 1 })) });
  const all = [...ones, ...waits];
  const gone = [...bookingIds, ...entryIds].filter((_id, index) => isGone(all[index]?.error)).join(' ');
  useEffect(() => {
    if (gone !== '') gone.split(' ').forEach(forgetMine);
  }, [gone]);

  const bookings: readonly Booking[] = [
    ...(listed.data?.items ?? []),
    ...ones.flatMap(({ data }) => (data === undefined ? [] : data.booking)),
  ];
  const shows = useShows(bookings.map(({ showId }) => showId));
  return {
    bookings: bookings.map((booking) => ({ booking, show: shows.get(booking.showId) })),
    entries: waits.flatMap(({ data }) => data ?? []),
    isLoading: listed.isPending || all.some(({ isPending }) => isPending),
    error: listed.error ?? all.find(({ error }) => error !== null && !isGone(error))?.error ?? null,
    asOf: ones.find(({ data }) => data?.asOf !== undefined)?.data?.asOf,
  };
}

/** What the server does not know, it never will: another catalogue, or erased. */
const isGone = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

function useShows(showIds: readonly string[]): ReadonlyMap<string, Show> {
  const api = useApi();
  const shows = useQueries({ queries: [...new Set(showIds)].map((id) => bookedShowQuery(api, id)) });
  return new Map(shows.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])));
}
