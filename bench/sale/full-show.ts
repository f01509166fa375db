import type { ShowCommand } from '@myevents/booking';
import { confirmFree, createSale, newHold, newJoin, type Sale, type SaleOptions, toSettings } from './create-sale.ts';

/** Tickets of the busy tier that stay free: fewer than any waiter wants. */
export const freeTickets = 5;
const waiterWants = 10;
/** As many as stay well below the size of a commit. */
const commandsPerCommit = 100;

export interface FullShowOptions extends Omit<SaleOptions, 'settings'> {
  readonly eventId: string;
  readonly size: number;
}

/**
 * A show in which everything a rule could be tempted to scan is there `size` times: in tier `busy` `size` tickets, all but
 * five of them booked one by one, and `size` waiters for ten each, whom a newcomer for a few passes by; in tier `held`
 * `size` holds under way, each with its deadline.
 */
export function createFullShow({ eventId, size, now, ...options }: FullShowOptions): Sale {
  const settings = toSettings(eventId, now, { busy: size, held: size });
  const sale = createSale({ ...options, now, settings });
  repeat(sale, size - freeTickets, () => {
    const hold = newHold(now, 'busy', 1);
    return [hold, confirmFree(now, hold)];
  });
  repeat(sale, size, () => [newJoin(now, 'busy', waiterWants)]);
  repeat(sale, size, () => [newHold(now, 'held', 1)]);
  return sale;
}

function repeat(sale: Sale, times: number, next: () => readonly ShowCommand[]): void {
  for (let done = 0; done < times; done += commandsPerCommit) {
    sale.commit(...Array.from({ length: Math.min(commandsPerCommit, times - done) }, next).flat());
  }
}
