import type {
  Availability,
  EventBody,
  EventResource,
  Location,
  LocationBody,
  ShowBody,
  ShowResource,
} from '@myevents/contracts';
import { type Answer, get, post } from './subject.ts';
import { until } from './until.ts';

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A word nobody else uses: tests share one platform and find their own by it. */
export function unique(word = 'word'): string {
  return `${word}${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

/** RFC 3339, so many milliseconds from now. */
export function inMs(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

export function locationBody(changes: Partial<LocationBody> = {}): LocationBody {
  return {
    name: unique('Arena '),
    address: { street: 'Musterweg 1', city: 'Berlin', postalCode: '10117', countryCode: 'DE' },
    coordinates: { latitude: 52.5, longitude: 13.4 },
    timeZone: 'Europe/Berlin',
    openingHours: 'Mo-Su 10:00-22:00',
    halls: [{ name: 'Main hall', capacity: 1000 }],
    ...changes,
  };
}

export function eventBody(locationId: string, changes: Partial<EventBody> = {}): EventBody {
  return { name: unique('Concert '), type: 'concert', locationId, duration: 120, ...changes };
}

export const euros = (amount: number) => ({ amount, currency: 'EUR' });

export function showBody(hallId: string, changes: Partial<ShowBody> = {}): ShowBody {
  return {
    hallId,
    startsAt: inMs(30 * dayMs),
    endsAt: inMs(30 * dayMs + 2 * hourMs),
    tiers: [
      { id: 'regular', name: 'Regular', price: euros(2500), capacity: 100 },
      { id: 'vip', name: 'VIP', price: euros(9900), capacity: 10 },
    ],
    ...changes,
  };
}

/** The body of an answer that has to be of this status. */
export function bodyOf<Body>(answer: Answer<Body>, status: number): Body {
  if (answer.status !== status) throw new Error(`${answer.status}, not ${status}: ${answer.bytes.toString()}`);
  return answer.body;
}

export async function createLocation(changes: Partial<LocationBody> = {}): Promise<Location> {
  return bodyOf(await post<Location>('/v1/locations', locationBody(changes)), 201);
}

export async function createEvent(locationId: string, changes: Partial<EventBody> = {}): Promise<EventResource> {
  return bodyOf(await post<EventResource>('/v1/events', eventBody(locationId, changes)), 201);
}

export async function publish(eventId: string): Promise<EventResource> {
  return bodyOf(await post<EventResource>(`/v1/events/${eventId}/publish`, {}), 200);
}

export async function scheduleShow(eventId: string, body: ShowBody): Promise<ShowResource> {
  return bodyOf(await post<ShowResource>(`/v1/events/${eventId}/shows`, body), 201);
}

/** The first hall of a location. */
export function hallOf({ halls }: Location): string {
  const [hall] = halls;
  if (hall === undefined) throw new Error('a location has halls');
  return hall.id;
}

export interface Sale {
  readonly location: Location;
  readonly event: EventResource;
  readonly show: ShowResource;
}

export interface SaleOptions {
  readonly location?: Partial<LocationBody>;
  readonly event?: Partial<EventBody>;
  readonly show?: Partial<ShowBody>;
}

/** A show of its own on sale, in a hall of its own, and the sale has heard of it. */
export async function openSale({ location: place, event: what, show: when }: SaleOptions = {}): Promise<Sale> {
  const location = await createLocation(place);
  const draft = await createEvent(location.id, what);
  const event = await publish(draft.id);
  const show = await scheduleShow(event.id, showBody(hallOf(location), when));
  await heard(show.id);
  return { location, event, show };
}

/** Resolves once the sale knows the show; it hears of it by message. */
export async function heard(showId: string): Promise<void> {
  const path = `/v1/shows/${showId}/availability`;
  await until('the sale knows the show', async () => (await get(path)).status === 200);
}

/** One tier of general admission. */
export const onlyRegular = (capacity: number, amount = 2500): Partial<ShowBody> => ({
  tiers: [{ id: 'regular', name: 'Regular', price: euros(amount), capacity }],
});

export async function availabilityOf(showId: string, query = ''): Promise<Availability> {
  return bodyOf(await get<Availability>(`/v1/shows/${showId}/availability${query}`), 200);
}

/** A tier's numbers as one line, for short expectations. */
export async function tierOf(showId: string, tier = 'regular') {
  const found = (await availabilityOf(showId)).tiers.find(({ id }) => id === tier);
  if (found === undefined) throw new Error(`no tier ${tier}`);
  const { available, held, booked, waiting, reservedForWaitlist } = found;
  return { available, held, booked, waiting, reservedForWaitlist };
}
