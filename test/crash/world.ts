import type { Api } from '../support/api.ts';
import { insistently } from './insistently.ts';

/** A show that the clients fight over. */
export interface Arena {
  readonly showId: string;
  readonly tiers: readonly { readonly id: string; readonly isSeated: boolean }[];
}

const dayMs = 24 * 60 * 60 * 1000;

async function created(api: Api, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/**
 * Shows with few tickets and short holds (3 s unless told), so that in a few seconds everything happens: sold out, waiting, offers, expiry.
 * One has seats, one is large enough that most succeed.
 */
export async function createWorld(
  organizer: Api,
  { holdSeconds = 3, isSoldAlready = true } = {},
): Promise<readonly Arena[]> {
  const api = insistently(organizer);
  const halls = ['Small', 'Seats', 'Large'].map((name) => ({ name, capacity: 2_000_000 / 2 }));
  const location = await created(api, '/v1/locations', {
    name: 'The proving ground',
    address: { city: 'Berlin', countryCode: 'DE' },
    coordinates: { latitude: 52.5, longitude: 13.4 },
    timeZone: 'Europe/Berlin',
    halls,
  });
  const event = await created(api, '/v1/events', {
    name: 'Everything at once',
    type: 'concert',
    locationId: location.id,
    duration: 90,
  });
  const published = await api.post(`/v1/events/${String(event.id)}/publish`, {});
  if (published.status !== 200) throw new Error(`publish answered ${published.status}`);
  const price = { amount: 1900, currency: 'EUR' };
  const seats = ['A', 'B', 'C', 'D'].flatMap((row) => Array.from({ length: 20 }, (_, n) => `${row}-${n + 1}`));
  const tiers = [
    [
      { id: 'regular', name: 'Regular', price, capacity: 60 },
      { id: 'vip', name: 'VIP', price, capacity: 12 },
    ],
    [{ id: 'stalls', name: 'Stalls', price, seats }],
    [{ id: 'regular', name: 'Regular', price, capacity: 100_000 }],
  ];
  const hallIds = (location.halls as readonly { id: string }[]).map(({ id }) => id);
  const arenas: Arena[] = [];
  for (const [index, showTiers] of tiers.entries()) {
    const show = await created(api, `/v1/events/${String(event.id)}/shows`, {
      hallId: hallIds[index],
      startsAt: new Date(Date.now() + 7 * dayMs).toISOString(),
      endsAt: new Date(Date.now() + 7 * dayMs + 5_400_000).toISOString(),
      policy: { holdSeconds, offerSeconds: holdSeconds },
      tiers: showTiers,
    });
    const showId = String(show.id);
    arenas.push({ showId, tiers: showTiers.map((tier) => ({ id: tier.id, isSeated: 'seats' in tier })) });
    if (isSoldAlready) await untilOnSale(api, showId);
  }
  return arenas;
}

/** The Booking Service hears of a show by a message. */
export async function untilOnSale(api: Api, showId: string): Promise<void> {
  for (let attempt = 0; attempt < 3_000; attempt += 1) {
    const { status } = await api.get(`/v1/shows/${showId}/availability`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the Booking Service never heard of the show');
}
