import type { Store, StoreOptions } from '@myevents/ports';
import { readTestPayments } from '@myevents/test-payment';
import type { Api } from '../support/api.ts';
import { listBookings, type Violation } from './checks.ts';
import type { Arena } from './world.ts';

interface Stores {
  open(options: StoreOptions): Promise<Store>;
}

/**
 * Every payment that was started is settled one way: the money of a confirmed booking is captured, all other money is
 * given back or was never taken. The provider's books are in `stores`, with the services' data.
 */
export async function checkMoney(api: Api, stores: Stores, arenas: readonly Arena[]): Promise<Violation[]> {
  await using books = await stores.open({ service: 'payments', collections: [] });
  const payments = await readTestPayments(books);
  const wrong: Violation[] = [];
  for (const { attempt, state } of payments) {
    if (!settledStates.has(state)) wrong.push(`payment ${attempt} is still ${state}`);
  }
  const kept = payments
    .map(({ capturedMinor, refundedMinor }) => capturedMinor - refundedMinor)
    .reduce((sum, amount) => sum + amount, 0);
  let owed = 0;
  for (const { showId } of arenas) {
    for (const { tickets } of await listBookings(api, showId, 'confirmed')) {
      owed += (tickets as readonly { price?: { amount: number } }[]).reduce(
        (sum, { price }) => sum + (price?.amount ?? 0),
        0,
      );
    }
  }
  if (kept !== owed) wrong.push(`${kept} was kept, the confirmed bookings come to ${owed}`);
  return wrong;
}

/** Money is taken, given back, or was never there: nothing hangs in between. */
const settledStates = new Set(['captured', 'voided', 'declined', 'refunded']);
