import { toBusMessages, toCloudEvent } from '@myevents/commit-kit';
import { topics } from '@myevents/contracts';
import type { Bus, CloudEvent, JsonObject, Store } from '@myevents/ports';
import { toStoredBooking } from './bookings.ts';
import { collections } from './collections.ts';
import { toBookingMessage } from './message-data.ts';
import { eventSource } from './messages.ts';
import type { OnProgress } from './rebuild.ts';
import type { Sales } from './sale/sales.ts';
import { showStream, showStreamPrefix } from './streams.ts';

const pageItems = 100;
/** Beyond any index that a commit's own messages have: the ids of republished ones are their own. */
const firstIndex = 100_000;

/** Publishes the present state of every booking, for consumers that lost theirs or are new. Versions tell them what is old. */
export async function republishBookings(
  options: { readonly store: Pick<Store, 'log' | 'documents'>; readonly bus: Bus; readonly sales: Pick<Sales, 'view'> },
  onProgress?: OnProgress,
): Promise<void> {
  const { store, bus, sales } = options;
  const streams = await Array.fromAsync(store.log.streams(showStreamPrefix));
  for (const [done, stream] of streams.entries()) {
    await republishShow(stream.slice(showStreamPrefix.length));
    onProgress?.(done + 1, streams.length);
  }

  async function republishShow(showId: string): Promise<void> {
    const view = await sales.view(showId);
    let index = firstIndex;
    let cursor: string | undefined;
    do {
      const list = { collection: collections.bookings, index: 'byShow', key: [showId], cursor, limit: pageItems };
      const page = await store.documents.find(list);
      const events = page.items.map(toStoredBooking).map((booking): CloudEvent => {
        index += 1;
        return toCloudEvent({
          type: `myevents.booking.${booking.document.status}`,
          subject: booking.id,
          source: eventSource,
          stream: showStream(showId),
          version: view.version,
          index,
          at: view.at,
          data: toBookingMessage(booking, view) as object as JsonObject,
        });
      });
      await bus.publish(toBusMessages(topics.bookings, showStream(showId), events));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
