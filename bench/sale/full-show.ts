import type { ShowCommand } from '@myevents/booking';
import { confirmFree, createSale, newHold, newJoin, type Sale, type SaleOptions, toSettings } from './create-sale.ts';

/** Tickets of the busy tier that stay free: fewer than any waiter wants. */
export const freeTickets = 5;
/** A tier of the full show where tickets are to be had, as many as a bench can hold. */
export const openTier = 'open';
const openCapacity = 1_000_000;
const waiterWants = 10;
/** As many as stay well below the size of a commit. */
const peoplePerCommit = 50;
const commitsPerFlush = 40;

export interface FullShowOptions extends Omit<SaleOptions, 'settings'> {
  readonly eventId: string;
  readonly size: number;
  /** Called now and then, for whoever stores the commits. */
  readonly flush?: () => Promise<void>;
}

/**
 * A show in which everything a rule could be tempted to scan is there `size` times: in tier `busy` `size` tickets, all but
 * five of them booked one by one, and `size` waiters for ten each, whom a newcomer for a few passes by; in tier `held`
 * `size` holds under way, each with its deadline. Tier `open` has nothing of all this.
 */
export async function createFullShow({ eventId, size, now, flush, ...options }: FullShowOptions): Promise<Sale> {
  const settings = toSettings(eventId, now, { busy: size, held: size, [openTier]: openCapacity });
  const sale = createSale({ ...options, now, settings });
  await repeat(size - freeTickets, () => {
    const hold = newHold(now, 'busy', 1);
    return [hold, confirmFree(now, hold)];
  });
  await repeat(size, () => [newJoin(now, 'busy', waiterWants)]);
  await repeat(size, () => [newHold(now, 'held', 1)]);
  await flush?.();
  return sale;

  async function repeat(times: number, next: () => readonly ShowCommand[]): Promise<void> {
    for (let done = 0; done < times; done += peoplePerCommit) {
      sale.commit(...Array.from({ length: Math.min(peoplePerCommit, times - done) }, next).flat());
      if (done % (peoplePerCommit * commitsPerFlush) === 0) await flush?.();
    }
  }
}
