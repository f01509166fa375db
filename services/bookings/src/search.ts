import { normaliseName } from '@myevents/booking';
import type { BookingSearchQuery } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import { type DocumentStore, type FindOptions, writeCursor } from '@myevents/ports';
import { type Bookings, toStoredBooking } from './bookings.ts';
import { collections } from './collections.ts';
import type { BookingDocument, StoredBooking } from './projections/booking-document.ts';
import type { KeyedHash } from './secrets.ts';

export interface FoundBookings {
  readonly items: readonly StoredBooking[];
  readonly next: string | null;
}

/** Documents looked at in one request. With filters that match little a page may be short, and `next` goes on from there. */
const examinedMax = 2_000;
const chunkItems = 100;

interface Criterion {
  readonly field: 'nameKey' | 'userId' | 'showId' | 'eventId' | 'status';
  readonly index: string;
  readonly value: string;
}

/** Finds bookings by the index that leaves the fewest, filters the rest, and never shows an expired hold as held. */
export function createBookingSearch(options: {
  readonly store: { readonly documents: DocumentStore };
  readonly bookings: Bookings;
  readonly hash: KeyedHash;
}): (query: BookingSearchQuery) => Promise<FoundBookings> {
  const { store, bookings, hash } = options;

  return async (query) => {
    const criteria = toCriteria(query, hash);
    const [first, ...others] = criteria;
    const list = {
      collection: collections.bookings,
      index: first?.index ?? 'byTime',
      key: first ? [first.value] : [],
      descending: true,
      range: { from: toMs(query.from), to: toMs(query.to) },
    };
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = list.range;
    if (to < from) {
      throw new ProblemError('validation-failed', { errors: [{ pointer: '?to', detail: 'must not be before from' }] });
    }
    const limit = query.limit ?? 20;
    const found: StoredBooking[] = [];
    let { cursor } = query;
    for (let examined = 0; examined < examinedMax; ) {
      const page = await store.documents.find({ ...list, cursor, limit: chunkSize(limit, others.length) });
      const settled = await bookings.settled(page.items.map(toStoredBooking));
      for (const [index, booking] of settled.entries()) {
        examined += 1;
        if (!criteria.every(({ field, value }) => booking.document[field] === value)) continue;
        found.push(booking);
        const isLast = index === settled.length - 1;
        if (found.length === limit) return { items: found, next: isLast ? page.next : cursorAt(list, booking) };
      }
      if (page.next === null) return { items: found, next: null };
      cursor = page.next;
    }
    return { items: found, next: cursor ?? null };
  };
}

/** Without filters a page is exactly what is asked for. */
function chunkSize(limit: number, filters: number): number {
  return filters === 0 ? limit : Math.max(limit, chunkItems);
}

/** The most selective first. */
function toCriteria(query: BookingSearchQuery, hash: KeyedHash): Criterion[] {
  const { name, userId, showId, eventId, status } = query;
  const nameKey = name === undefined ? undefined : hash.of(normaliseName(name));
  const all = [
    { field: 'nameKey', index: 'byName', value: nameKey },
    { field: 'userId', index: 'byUser', value: userId },
    { field: 'showId', index: 'byShow', value: showId },
    { field: 'eventId', index: 'byEvent', value: eventId },
    { field: 'status', index: 'byStatus', value: status },
  ] as const;
  return all.flatMap(({ field, index, value }) => (value === undefined ? [] : [{ field, index, value }]));
}

function cursorAt(list: Omit<FindOptions, 'limit'>, { id, document }: StoredBooking): string {
  return writeCursor(list, { sort: (document satisfies BookingDocument).heldAt, id });
}

function toMs(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}
