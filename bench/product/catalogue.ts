import { setTimeout as pause } from 'node:timers/promises';

/** An event with shows on sale, made through the public API. */
export interface Catalogue {
  readonly eventId: string;
  readonly showIds: readonly string[];
}

export interface CatalogueOptions {
  readonly port: number;
  readonly shows: number;
  /** Of each show's one tier, `regular`. */
  readonly capacity: number;
}

export const tier = 'regular';

const hallsMax = 100;
const dayMs = 86_400_000;
const onSaleMsMax = 15_000;
/** A large show may be loaded for its first reader. */
const loadMsMax = 60_000;

/** Makes a location, a published event and its shows, and waits until all of them can be booked. */
export async function makeCatalogue({ port, shows, capacity }: CatalogueOptions): Promise<Catalogue> {
  const api = `http://127.0.0.1:${port}/v1`;
  const halls = Array.from({ length: Math.min(shows, hallsMax) }, (_, hall) => ({
    name: `Hall ${hall + 1}`,
    capacity,
  }));
  const location = await post(`${api}/locations`, {
    name: 'Bench Park',
    address: { street: 'Long Road 1', city: 'Berlin', countryCode: 'DE' },
    coordinates: { latitude: 52.52, longitude: 13.4 },
    timeZone: 'Europe/Berlin',
    halls,
  });
  const event = await post(`${api}/events`, {
    name: 'A very long evening',
    description: 'A concert that is asked for by many people at once, with a page of the usual length. '
      .repeat(6)
      .trim(),
    type: 'concert',
    locationId: location['id'],
    duration: 120,
    language: 'en',
    tags: ['jazz', 'open-air', 'late'],
  });
  const hallIds = (location['halls'] as { id: string }[]).map(({ id }) => id);
  const showIds: string[] = [];
  for (let number = 0; number < shows; number += 1) {
    const startsAt = Date.now() + dayMs * (30 + Math.floor(number / hallIds.length));
    const show = await post(`${api}/events/${String(event['id'])}/shows`, {
      hallId: hallIds[number % hallIds.length],
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + dayMs / 12).toISOString(),
      tiers: [{ id: tier, name: 'Regular', price: { amount: 4500, currency: 'EUR' }, capacity }],
    });
    showIds.push(String(show['id']));
  }
  await post(`${api}/events/${String(event['id'])}/publish`, {});
  await Promise.all(showIds.map((showId) => waitUntilOnSale(api, showId)));
  return { eventId: String(event['id']), showIds };
}

/** The Booking Service hears of a show by a message: a hold is accepted as soon as it has. */
async function waitUntilOnSale(api: string, showId: string): Promise<void> {
  const until = performance.now() + onSaleMsMax;
  for (;;) {
    const answer = await fetch(`${api}/shows/${showId}/bookings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: 'first', name: 'First Of All', tickets: [{ tier, quantity: 1 }] }),
    });
    if (answer.status === 201) return;
    const text = await answer.text();
    if (performance.now() > until) throw new Error(`a show did not come on sale: ${answer.status} ${text}`);
    await pause(50);
  }
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${new URL(url).pathname} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

interface AvailabilityAnswer {
  readonly tiers: readonly { readonly held: number; readonly booked: number }[];
}

/** Asks again where the product says that it is not able to answer yet, as a client should. */
export async function readAvailability(port: number, showId: string): Promise<AvailabilityAnswer> {
  const until = performance.now() + loadMsMax;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/shows/${showId}/availability`);
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as AvailabilityAnswer;
    if (answer.status !== 503 || performance.now() > until) {
      throw new Error(`availability answered ${answer.status}: ${text}`);
    }
  }
}

/** Tickets that the product says are held or booked over these shows. */
export async function readTakenTickets(port: number, showIds: readonly string[]): Promise<number> {
  let taken = 0;
  for (const showId of showIds) {
    for (const { held, booked } of (await readAvailability(port, showId)).tiers) taken += held + booked;
  }
  return taken;
}
