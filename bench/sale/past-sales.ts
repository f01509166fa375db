import { newId } from '@myevents/contracts';
import { confirmFree, createSale, newHold, toSettings } from './create-sale.ts';
import type { StoreFiller } from './fill-store.ts';

const bookingsPerCommit = 50;

export interface PastSalesOptions {
  readonly filler: StoreFiller;
  readonly shows: number;
  readonly bookingsPerShow: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Shows with confirmed bookings of one or two tickets, half of the house sold. Answers the shows' ids. */
export async function writePastSales(options: PastSalesOptions): Promise<readonly string[]> {
  const { filler, shows, bookingsPerShow, now } = options;
  const showIds = Array.from({ length: shows }, () => newId('show'));
  for (const showId of showIds) {
    const settings = toSettings(newId('event'), now, { regular: bookingsPerShow * 3 });
    const { commit } = createSale({ showId, now, settings, onCommit: filler.onCommit });
    for (let done = 0; done < bookingsPerShow; done += bookingsPerCommit) {
      const holds = Array.from({ length: Math.min(bookingsPerCommit, bookingsPerShow - done) }, (_, number) =>
        newHold(now, 'regular', 1 + (number % 2)),
      );
      commit(...holds.flatMap((hold) => [hold, confirmFree(now, hold)]));
    }
    await filler.flush();
  }
  return showIds;
}
