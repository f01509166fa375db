import type { Answer, Api } from '../support/api.ts';
import type { BookingFact, Witness } from './witness.ts';
import type { Arena } from './world.ts';

/** A promise that was broken, in words. */
export type Violation = string;

interface TicketBody {
  readonly id: string;
  readonly tier: string;
  readonly seat?: string;
}

interface BookingBody {
  readonly id: string;
  readonly userId: string;
  readonly status: string;
  readonly endedAt?: string;
  readonly expiresAt: string;
  readonly tickets: readonly TicketBody[];
  readonly waitlistEntryId?: string;
}

const checksAtOnce = 32;

/** Every acknowledged answer is still true. */
export async function checkFacts(api: Api, witness: Witness, facts: readonly BookingFact[]): Promise<Violation[]> {
  const bookings = await inParallel(facts, (fact) => checkBooking(api, fact));
  const entries = await inParallel([...witness.entries.values()].slice(-500), async ({ entryId, allowed }) => {
    const answer = await api.get(`/v1/waitlist/${entryId}`);
    if (answer.status !== 200) return [`entry ${entryId} was acknowledged and now answers ${answer.status}`];
    const status = String(answer.body.status);
    return allowed.has(status) ? [] : [`entry ${entryId} is ${status}, allowed are ${[...allowed].join(', ')}`];
  });
  return [...bookings.flat(), ...entries.flat()];
}

async function checkBooking(api: Api, fact: BookingFact): Promise<Violation[]> {
  const answer = await api.get(`/v1/bookings/${fact.bookingId}`);
  if (answer.status !== 200) return [`booking ${fact.bookingId} was acknowledged and now answers ${answer.status}`];
  const body = answer.body as unknown as BookingBody;
  const wrong: Violation[] = [];
  if (!fact.allowed.has(body.status)) {
    wrong.push(`booking ${fact.bookingId} is ${body.status}, allowed are ${[...fact.allowed].join(', ')}`);
  }
  if (body.status === 'expired' && Date.parse(body.endedAt ?? '') < fact.expiresAt) {
    wrong.push(`booking ${fact.bookingId} expired before its time`);
  }
  if (body.status === 'held' || body.status === 'confirmed') {
    const ids = new Set(body.tickets.map(({ id }) => id));
    const missing = fact.tickets.filter((id) => !ids.has(id));
    // A return without an answer may have taken the first ticket.
    if (missing.length > 1) wrong.push(`booking ${fact.bookingId} lost tickets`);
  }
  return wrong;
}

/** The same key gives the same resource: what was retried happened once. */
export async function checkRequests(api: Api, requests: Witness['requests']): Promise<Violation[]> {
  const found = await inParallel(requests, async ({ path, body, key, id, status }) => {
    const answer = await api.post(path, body, key);
    if (answer.status === status && answer.body.id === id) return [];
    return [`repeating ${path} answered ${answer.status} ${String(answer.body.id)} instead of ${status} ${id}`];
  });
  return found.flat();
}

interface TierBody {
  readonly id: string;
  readonly capacity: number;
  readonly available: number;
  readonly reservedForWaitlist: number;
  readonly held: number;
  readonly booked: number;
}

/**
 * Nothing is oversold, nothing is lost: the counters add up, they are what the bookings add up to, and no seat is in two
 * bookings. Only while nobody buys: the counters and the lists are read one after the other.
 */
export async function checkConservation(api: Api, { showId, tiers }: Arena): Promise<Violation[]> {
  const before = await availability(api, showId);
  const live = [...(await listBookings(api, showId, 'held')), ...(await listBookings(api, showId, 'confirmed'))];
  const after = await availability(api, showId);
  // A hold ran out in between: read again, there are only so many.
  if (before.body.version !== after.body.version) return checkConservation(api, { showId, tiers });
  const wrong: Violation[] = [];
  const tickets = live.flatMap((booking) => booking.tickets.map((ticket) => ({ ...ticket, status: booking.status })));
  for (const tier of before.body.tiers as readonly TierBody[]) {
    const sum = tier.available + tier.reservedForWaitlist + tier.held + tier.booked;
    if (sum !== tier.capacity) wrong.push(`tier ${tier.id}: ${sum} tickets instead of ${tier.capacity}`);
    const count = (status: string) => tickets.filter((each) => each.tier === tier.id && each.status === status).length;
    if (count('held') !== tier.held) wrong.push(`tier ${tier.id}: ${tier.held} held, bookings say ${count('held')}`);
    if (count('confirmed') !== tier.booked) {
      wrong.push(`tier ${tier.id}: ${tier.booked} booked, bookings say ${count('confirmed')}`);
    }
  }
  const seats = tickets.flatMap(({ seat }) => seat ?? []);
  if (new Set(seats).size !== seats.length) wrong.push('a seat is in two live bookings');
  const users = live.filter(({ waitlistEntryId }) => !waitlistEntryId).map(({ userId }) => userId);
  if (new Set(users).size !== users.length) wrong.push('a hold that was asked for once was made twice');
  return wrong;
}

function availability(api: Api, showId: string): Promise<Answer> {
  return api.get(`/v1/shows/${showId}/availability`);
}

/** All bookings of a show in a state, page by page. */
export async function listBookings(api: Api, showId: string, status: string): Promise<readonly BookingBody[]> {
  const items: BookingBody[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await api.get(`/v1/bookings?showId=${showId}&status=${status}&limit=100${from}`);
    if (page.status !== 200) throw new Error(`the list answered ${page.status}: ${JSON.stringify(page.body)}`);
    items.push(...(page.body.items as BookingBody[]));
    cursor = page.body.next as string | null;
  } while (cursor);
  return items;
}

/** What was refused for good left nothing behind. */
export async function checkRefused(api: Api, users: readonly string[]): Promise<Violation[]> {
  const found = await inParallel(users, async (userId) => {
    const { body } = await api.get(`/v1/bookings?userId=${userId}`);
    return (body.items as readonly unknown[]).length === 0 ? [] : [`${userId} was refused and has a booking`];
  });
  return found.flat();
}

/** The difference the platform itself exports must be 0. */
export async function checkDrift(url: string): Promise<Violation[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const drifts = [...text.matchAll(/^myevents_inventory_drift(?:\{[^}]*\})? (\S+)$/gm)].map(([, value]) =>
    Number(value),
  );
  if (drifts.length === 0) return ['the metric myevents_inventory_drift is missing'];
  return drifts.every((drift) => drift === 0) ? [] : [`myevents_inventory_drift is ${drifts.join(', ')}`];
}

async function inParallel<Item, Found>(
  items: readonly Item[],
  check: (item: Item) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) found.push(await check(item));
  };
  await Promise.all(Array.from({ length: checksAtOnce }, worker));
  return found;
}
