import { setTimeout as wait } from 'node:timers/promises';
import type { Availability, BookingResource, EventResource, ShowResource } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { ApiClient } from '../api-client.ts';
import { callApi } from './upstream.ts';

export interface Wish {
  /** Of the tier, by id or name; undefined: the cheapest with room. */
  readonly type: string | undefined;
  readonly quantity: number;
}

export interface Reservation {
  readonly eventId: string;
  readonly userId: string;
  /** Older clients give none. */
  readonly name: string;
  readonly wishes: readonly Wish[];
  readonly idempotencyKey: string | undefined;
}

/** How long the sale may take to hear of a show that the catalogue has. */
const heardMsMax = 2000;
const heardAgainMs = 50;

/**
 * Holds tickets of the event's next show on sale. Where several begin at the same time (one in each hall), the first with room; with an
 * Idempotency-Key the first, since a repetition has to come to the same show and tier however full they are by then.
 * @throws ProblemError `no-show-on-sale`, or why the tickets cannot be held.
 */
export async function reserve(api: ApiClient, now: number, reservation: Reservation): Promise<BookingResource> {
  const shows = await nextShowsOnSale(api, now, reservation.eventId);
  let refusal: unknown = new ProblemError('no-show-on-sale');
  for (const show of reservation.idempotencyKey === undefined ? shows : shows.slice(0, 1)) {
    try {
      return await hold(api, show, reservation);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'tickets-unavailable') throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Those that begin first. */
async function nextShowsOnSale(api: ApiClient, now: number, eventId: string): Promise<ShowResource[]> {
  const path = `/v1/events/${encodeURIComponent(eventId)}`;
  const event = await callApi<EventResource>(api, { method: 'GET', path });
  if (event.status !== 'published') return [];
  const onSale = (await readShows(api, path)).filter((show) => isOnSale(show, now));
  const starts = onSale.map(({ startsAt }) => Date.parse(startsAt));
  const first = starts.reduce((least, start) => Math.min(least, start), Number.POSITIVE_INFINITY);
  return onSale
    .filter(({ startsAt }) => Date.parse(startsAt) === first)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

async function readShows(api: ApiClient, eventPath: string): Promise<ShowResource[]> {
  const shows: ShowResource[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `${eventPath}/shows?limit=100${after}`;
    const page = await callApi<{ readonly items: readonly ShowResource[]; readonly next: string | null }>(api, {
      method: 'GET',
      path,
    });
    shows.push(...page.items);
    cursor = page.next;
  }
  return shows;
}

function isOnSale({ status, salesOpenAt, salesCloseAt }: ShowResource, now: number): boolean {
  const isOpen = salesOpenAt === undefined || Date.parse(salesOpenAt) <= now;
  return status === 'scheduled' && isOpen && now < Date.parse(salesCloseAt);
}

/** The sale hears of new and published shows by message, which may take a moment: until then it refuses what the catalogue offers. */
async function hold(api: ApiClient, show: ShowResource, reservation: Reservation): Promise<BookingResource> {
  for (let waitedMs = 0; ; waitedMs += heardAgainMs) {
    try {
      return await holdNow(api, show, reservation);
    } catch (error) {
      if (waitedMs >= heardMsMax || !isUnheard(error)) throw error;
    }
    await wait(heardAgainMs);
  }
}

function isUnheard(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'not-found' || error.code === 'sales-not-open');
}

async function holdNow(api: ApiClient, show: ShowResource, reservation: Reservation): Promise<BookingResource> {
  const { userId, name, wishes, idempotencyKey } = reservation;
  const path = `/v1/shows/${show.id}`;
  const { tiers } = await callApi<Availability>(api, { method: 'GET', path: `${path}/availability` });
  const hasChoice = idempotencyKey === undefined;
  const tickets = wishes.map(({ type, quantity }) => ({
    tier: chooseTier(tiers, type, hasChoice ? quantity : 0),
    quantity,
  }));
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  return callApi<BookingResource>(api, {
    method: 'POST',
    path: `${path}/bookings`,
    body: { userId, name, tickets },
    headers,
  });
}

/** With a quantity of 0 the cheapest, full or not. What is not there is left for the sale to refuse in its own words. */
function chooseTier(tiers: Availability['tiers'], type: string | undefined, quantity: number): string {
  if (type !== undefined) {
    const wanted = type.trim().toLowerCase();
    return tiers.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted)?.id ?? type;
  }
  const byPrice = tiers.toSorted((left, right) => left.price.amount - right.price.amount);
  const chosen = byPrice.find(({ available }) => available >= quantity) ?? byPrice[0];
  return chosen?.id ?? 'regular';
}
