import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { BookingResource } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';
import type { BookingFilter } from './booking-filter.ts';

export type { BookingResource };

const pageSize = 50;
const exportPageSize = 100;

interface PageAsked {
  readonly filter: BookingFilter;
  readonly cursor: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

function readPage(api: Api, showId: string, { filter, cursor, limit, signal }: PageAsked) {
  const query = { showId, ...filter, limit, ...(cursor !== '' && { cursor }) };
  return dataOf(api.GET('/v1/bookings', { params: { query }, signal }));
}

/** The bookings of a show, the newest first. With filters that match little a page may be short, or empty, and still have a next one. */
export const bookingsQuery = (api: Api, showId: string, filter: BookingFilter) =>
  infiniteQueryOptions({
    queryKey: ['sales', showId, 'bookings', filter],
    queryFn: ({ pageParam, signal }) => readPage(api, showId, { filter, cursor: pageParam, limit: pageSize, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    // Names and addresses of people are not kept when nobody looks at them.
    gcTime: 0,
  });

/** All that match, page by page. */
export async function* allBookings(
  api: Api,
  showId: string,
  filter: BookingFilter,
  signal: AbortSignal,
): AsyncGenerator<readonly BookingResource[]> {
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(api, showId, {
      filter,
      cursor,
      limit: exportPageSize,
      signal,
    });
    yield page.items;
    cursor = page.next;
  }
}
