import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Availability, BookingResource } from '@myevents/contracts';
import { type Api, expectDone, problemCode } from '@myevents/contracts/client';
import { forEachBounded } from '../bounded.ts';
import { Failure } from '../failure.ts';
import type { FilledShow } from './fill-catalogue.ts';

type Tier = Availability['tiers'][number];

/** One booking to be made. */
interface Purchase {
  readonly showId: string;
  readonly tier: Tier;
  readonly quantity: number;
  readonly isPaid: boolean;
}

export interface SoldTickets {
  readonly booked: number;
  readonly held: number;
}

const ticketsPerBooking = 10;
const ticketsPerHold = 2;

/**
 * Books tickets of the shows that are to be nearly sold out, and all of those that are to have only held tickets left: the last ones
 * are then really held. Looks first at what is taken already, so running it again only makes up for holds that ran out.
 */
export async function sellTickets({
  api,
  shows,
  concurrency,
  onStep,
}: {
  readonly api: Api;
  readonly shows: readonly FilledShow[];
  readonly concurrency: number;
  onStep(done: number, total: number): void;
}): Promise<SoldTickets> {
  const wanted = shows.filter(({ event }) => event.sold !== undefined && !event.isCancelled);
  const purchases: Purchase[] = [];
  await forEachBounded(wanted, concurrency, async ({ id, event }) => {
    const { tiers } = await readAvailability(api, id);
    purchases.push(...tiers.flatMap((tier) => (event.sold === 'held' ? leaveHeld(id, tier) : leaveFew(id, tier))));
  });
  const sold = { booked: 0, held: 0 };
  let done = 0;
  // What is paid comes first, so that the holds last as long as they can.
  for (const isPaid of [true, false]) {
    await forEachBounded(
      purchases.filter((one) => one.isPaid === isPaid),
      concurrency,
      async (purchase) => {
        const isMade = await make(api, purchase);
        if (isMade) sold[purchase.isPaid ? 'booked' : 'held'] += purchase.quantity;
        onStep((done += 1), purchases.length);
      },
    );
  }
  return sold;
}

function leaveFew(showId: string, tier: Tier): Purchase[] {
  const left = Math.min(4, Math.ceil(tier.capacity / 10));
  return split(tier.available - left, ticketsPerBooking).map((quantity) => ({ showId, tier, quantity, isPaid: true }));
}

function leaveHeld(showId: string, tier: Tier): Purchase[] {
  const held = Math.min(6, Math.max(1, Math.round(tier.capacity * 0.4)));
  const toBook = Math.min(tier.available, tier.capacity - held - tier.booked);
  const toHold = tier.available - Math.max(toBook, 0);
  return [
    ...split(toBook, ticketsPerBooking).map((quantity) => ({ showId, tier, quantity, isPaid: true })),
    ...split(toHold, ticketsPerHold).map((quantity) => ({ showId, tier, quantity, isPaid: false })),
  ];
}

function split(total: number, sizeMax: number): number[] {
  if (total <= 0) return [];
  return Array.from({ length: Math.ceil(total / sizeMax) }, (_, at) => Math.min(sizeMax, total - at * sizeMax));
}

const catalogueWaitMs = 20_000;

/** The sale hears of a new show by a message: it may take a moment. */
async function readAvailability(api: Api, showId: string): Promise<Availability> {
  const until = performance.now() + catalogueWaitMs;
  for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 500)) {
    const answer = await api.send<Availability>({ method: 'GET', path: `/v1/shows/${showId}/availability` });
    if (answer.status !== 404 || performance.now() > until) return expectDone(answer, 'Reading what is available');
    await pause(waitMs);
  }
}

/** False: somebody else was faster, or the show is not on sale (any more). */
async function make(api: Api, { showId, tier, quantity, isPaid }: Purchase): Promise<boolean> {
  const guest = randomBytes(5).toString('hex');
  const booking = await api.send<BookingResource>({
    method: 'POST',
    path: `/v1/shows/${showId}/bookings`,
    body: { userId: `demo-${guest}`, name: `Demo guest ${guest}`, tickets: [{ tier: tier.id, quantity }] },
    key: `demo-${guest}`,
  });
  if (booking.status === 409) return false;
  const { id, total } = expectDone(booking, 'Booking demo tickets');
  if (!isPaid) return true;
  const body = total.amount === 0 ? { method: 'free' } : { method: 'test', token: 'tok_ok' };
  const paid = await api.send<BookingResource>({ method: 'POST', path: `/v1/bookings/${id}/payment`, body });
  if (problemCode(paid) === 'payment-method-unfit') {
    throw new Failure('Demo bookings need the test payment provider (PAYMENT_URL=test:).');
  }
  expectDone(paid, 'Paying for demo tickets');
  return true;
}
