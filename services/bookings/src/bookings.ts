import { ProblemError } from '@myevents/http-kit';
import type { Clock, DocumentStore, StoredDocument } from '@myevents/ports';
import { collections } from './collections.ts';
import type { BookingDocument, StoredBooking } from './projections/booking-document.ts';
import type { Sales } from './sale/sales.ts';

/** Bookings as readers may see them: an expired hold never reads as held (rule 4). */
export interface Bookings {
  /** @throws ProblemError `not-found`. */
  get(bookingId: string): Promise<StoredBooking>;
  /** Lets the holds among them that are over expire first; in the order given. */
  settled(bookings: readonly StoredBooking[]): Promise<readonly StoredBooking[]>;
}

/** The type a read model's documents have by how they are written. */
export function toStoredBooking({ id, version, document }: StoredDocument): StoredBooking {
  return { id, version, document: document as object as BookingDocument };
}

export function createBookings(options: {
  readonly documents: DocumentStore;
  readonly sales: Pick<Sales, 'view'>;
  readonly clock: Clock;
}): Bookings {
  const { documents, sales, clock } = options;

  const isOverdue = ({ document }: StoredBooking) => document.status === 'held' && document.expiresAt <= clock.now();

  async function settled(bookings: readonly StoredBooking[]): Promise<readonly StoredBooking[]> {
    const overdue = bookings.filter(isOverdue);
    if (overdue.length === 0) return bookings;
    await Promise.all([...new Set(overdue.map(({ document }) => document.showId))].map((showId) => sales.view(showId)));
    const again = await documents.getMany(
      collections.bookings,
      overdue.map(({ id }) => id),
    );
    const fresh = new Map(again.flatMap((found) => (found ? [[found.id, toStoredBooking(found)] as const] : [])));
    return bookings.map((booking) => asExpired(fresh.get(booking.id) ?? booking));
  }

  /** Where the store takes no commit just now, the rule holds all the same. */
  function asExpired(booking: StoredBooking): StoredBooking {
    if (!isOverdue(booking)) return booking;
    return { ...booking, document: { ...booking.document, status: 'expired', endedAt: booking.document.expiresAt } };
  }

  return {
    settled,
    async get(bookingId) {
      const stored = await documents.get(collections.bookings, bookingId);
      if (!stored) throw new ProblemError('not-found', { detail: 'There is no such booking.' });
      const [booking] = await settled([toStoredBooking(stored)]);
      return booking ?? toStoredBooking(stored);
    },
  };
}
