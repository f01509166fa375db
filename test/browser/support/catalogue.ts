import { isDeepStrictEqual } from 'node:util';
import type { EventBody, LocationBody, PolicyBody, ShowBody, TierBody } from '@myevents/contracts';
import type { Api } from '../../support/api.ts';
import { until } from './until.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Sale {
  readonly locationId: string;
  readonly eventId: string;
  readonly showId: string;
  readonly name: string;
  readonly eventPath: string;
  readonly showPath: string;
}

export interface SaleOptions {
  readonly location?: Partial<LocationBody>;
  readonly event?: Partial<EventBody>;
  readonly policy?: PolicyBody;
  readonly tiers?: readonly TierBody[];
  readonly show?: Partial<ShowBody>;
  /** A draft is not on sale. */
  readonly isDraft?: boolean;
}

export const euros = (amount: number) => ({ amount, currency: 'EUR' });

export const regular = (capacity: number, amount = 2500): TierBody => ({
  id: 'regular',
  name: 'Regular',
  price: euros(amount),
  capacity,
});
export const vip = (capacity: number): TierBody => ({ id: 'vip', name: 'VIP', price: euros(9900), capacity });

/** A hall with one section of numbered seats in front of a stage. */
export const theatre = (rows: readonly string[], seats: number): LocationBody['halls'][number] => ({
  name: 'Great hall',
  capacity: 500,
  plan: {
    stage: { x: 0, y: -4, width: 12, height: 3 },
    sections: [{ name: 'Stalls', rows: rows.map((name) => ({ name, seats: [`1..${seats}`] })) }],
  },
});
/** All seats of such a hall at one price. */
export const stalls = (rows: readonly string[], seats: number): TierBody => ({
  id: 'stalls',
  name: 'Stalls',
  price: euros(4000),
  seats: rows.map((row) => `Stalls/${row}-1..${seats}`),
});

/** The body of an answer that has to be a success. */
export async function made<Body = Record<string, unknown>>(answering: ReturnType<Api['post']>): Promise<Body> {
  const { status, body } = await answering;
  if (status >= 300) throw new Error(`it answered ${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

let names = 0;
/** A word nobody else uses, in letters: names are searched for. */
export function unique(word: string): string {
  names += 1;
  return `${word} ${crypto.randomUUID().replaceAll(/[^a-f]/g, '')}${names}`;
}

interface Place {
  readonly id: string;
  readonly halls: readonly { readonly id: string }[];
}

/** A published event with a show on sale in a hall of its own, which everybody can find. */
export async function openSale(api: Api, options: SaleOptions = {}): Promise<Sale> {
  const location = await made<Place>(
    api.post('/v1/locations', {
      name: unique('Arena'),
      address: { street: 'Musterweg 1', city: 'Berlin', postalCode: '10117', countryCode: 'DE' },
      coordinates: { latitude: 52.5, longitude: 13.4 },
      timeZone: 'Europe/Berlin',
      openingHours: 'Mo-Su 10:00-22:00',
      halls: [{ name: 'Main hall', capacity: 1000 }],
      ...options.location,
    }),
  );
  const name = options.event?.name ?? unique('Moonlight');
  const event = await made<{ id: string }>(
    api.post('/v1/events', {
      type: 'concert',
      locationId: location.id,
      duration: 120,
      description: 'Songs of the sea.\nWith a choir.',
      ...options.event,
      name,
    }),
  );
  const showId = await addShow(api, { ...options, eventId: event.id, hallId: location.halls[0]?.id ?? '' });
  if (options.isDraft !== true) {
    await made(api.post(`/v1/events/${event.id}/publish`, {}));
    await untilOnSale(api, { showId, name });
  }
  const eventPath = `/e/${event.id}`;
  return {
    locationId: location.id,
    eventId: event.id,
    showId,
    name,
    eventPath,
    showPath: `${eventPath}/${showId}`,
  };
}

interface ShowOptions extends Pick<SaleOptions, 'policy' | 'tiers' | 'show'> {
  readonly eventId: string;
  readonly hallId: string;
}

/** One more show of an event, a month from now unless told. */
export async function addShow(api: Api, { eventId, hallId, policy, tiers, show }: ShowOptions): Promise<string> {
  const startsAt = Date.now() + 30 * dayMs;
  const { id } = await made<{ id: string }>(
    api.post(`/v1/events/${eventId}/shows`, {
      hallId,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 2 * hourMs).toISOString(),
      tiers: tiers ?? [regular(100), vip(10)],
      ...(policy && { policy }),
      ...show,
    }),
  );
  return id;
}

/** The sale and other processes hear of shows by message: however one comes in, it can be bought and found. */
async function untilOnSale(
  api: Api,
  { showId, name }: { readonly showId: string; readonly name: string },
): Promise<void> {
  let inARow = 0;
  await until('the show is on sale', async () => {
    const found = await made<{ items: readonly object[] }>(
      api.get(`/v1/events?keyword=${encodeURIComponent(name)}&limit=1`),
    );
    const { status } = await api.get(`/v1/shows/${showId}/availability`);
    inARow = status === 200 && found.items.length > 0 ? inARow + 1 : 0;
    return inARow === 4;
  });
}

interface Tier {
  readonly id: string;
}

/** One tier's numbers as the API has them: a gateway that a change did not go through may be late by a second, so all have to agree. */
export async function tierOf(api: Api, showId: string, tier: string): Promise<object> {
  const read = async () => {
    const { tiers } = await made<{ tiers: readonly Tier[] }>(api.get(`/v1/shows/${showId}/availability`));
    return tiers.find(({ id }) => id === tier) ?? {};
  };
  let found = await read();
  await until('all ways in agree', async () => {
    const before = found;
    found = await read();
    return isDeepStrictEqual(before, found);
  });
  return found;
}

interface Booked {
  readonly id: string;
  readonly status: string;
  readonly userId: string;
  readonly tickets: readonly { readonly id: string; readonly seat?: string }[];
}

/** All bookings of a show, whoever made them. */
export async function bookingsOf(api: Api, showId: string): Promise<readonly Booked[]> {
  const { items } = await made<{ items: readonly Booked[] }>(api.get(`/v1/bookings?showId=${showId}&limit=100`));
  return items;
}

export type Line = { readonly tier: string; readonly quantity?: number; readonly seats?: readonly string[] };

/** Somebody else takes tickets, without a browser. */
export function takeTickets(api: Api, showId: string, tickets: readonly Line[]): Promise<Booked> {
  const who = { userId: `u-${crypto.randomUUID()}`, name: unique('Somebody') };
  return made<Booked>(api.post(`/v1/shows/${showId}/bookings`, { ...who, tickets }, crypto.randomUUID()));
}

/** Somebody else books and pays, without a browser. */
export async function bookTickets(api: Api, showId: string, tickets: readonly Line[]): Promise<Booked> {
  const { id } = await takeTickets(api, showId, tickets);
  return made<Booked>(api.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' }, crypto.randomUUID()));
}
