import type { EventResource, Location, ShowResource } from '@myevents/contracts';
import type { LightMyRequestResponse } from 'fastify';
import type { TestService } from './test-service.ts';

export const locationBody = {
  name: 'Philharmonie',
  address: { street: 'Herbert-von-Karajan-Straße 1', city: 'Berlin', postalCode: '10785', countryCode: 'DE' },
  coordinates: { latitude: 52.51, longitude: 13.37 },
  timeZone: 'Europe/Berlin',
  openingHours: 'Mo-Su 10:00-18:00',
  halls: [
    { name: 'Foyer', location: 'Ground floor', capacity: 100 },
    {
      name: 'Saal',
      capacity: 24,
      plan: {
        sections: [
          {
            name: 'Stalls',
            rows: [
              { name: 'A', seats: ['1..10'] },
              { name: 'B', seats: ['1..10'] },
            ],
          },
          { name: 'Circle', rows: [{ name: 'A', seats: ['1', '3', '5', '7'] }] },
        ],
      },
    },
  ],
};

export const standing = (over: object = {}) => ({
  id: 'regular',
  name: 'Regular',
  price: { amount: 2_000, currency: 'EUR' },
  capacity: 60,
  ...over,
});
export const seated = (seats: readonly string[], over: object = {}) => ({
  id: 'vip',
  name: 'VIP',
  price: { amount: 5_000, currency: 'EUR' },
  seats,
  ...over,
});

/** From 20:00 to 22:00 in Berlin. */
export const showBody = (hallId: string, over: object = {}) => ({
  hallId,
  startsAt: '2030-06-01T20:00:00+02:00',
  endsAt: '2030-06-01T22:00:00+02:00',
  tiers: [standing()],
  ...over,
});

export async function createLocation(service: TestService, over: object = {}): Promise<Location> {
  return created(await service.post('/v1/locations', { ...locationBody, ...over }));
}

export async function createEvent(service: TestService, locationId: string, over: object = {}): Promise<EventResource> {
  const body = { name: 'Mahler 2', type: 'concert', locationId, duration: 90, ...over };
  return created(await service.post('/v1/events', body));
}

export async function scheduleShow(
  service: TestService,
  eventId: string,
  hallId: string,
  over: object = {},
): Promise<ShowResource> {
  return created(await service.post(`/v1/events/${eventId}/shows`, showBody(hallId, over)));
}

export async function publish(service: TestService, eventId: string): Promise<EventResource> {
  return (await service.post(`/v1/events/${eventId}/publish`, {})).json();
}

/** A location with an event of one show in the hall without a plan. */
export async function createCatalogue(service: TestService) {
  const location = await createLocation(service);
  const event = await createEvent(service, location.id);
  const [open, planned] = location.halls.map(({ id }) => id);
  if (open === undefined || planned === undefined) throw new Error('the location has two halls');
  return { location, event, open, planned };
}

function created(response: LightMyRequestResponse) {
  if (response.statusCode !== 201) throw new Error(`${response.statusCode}: ${response.body}`);
  return response.json();
}

/** The problem's status and code, and where it points. */
export function problemOf(response: LightMyRequestResponse) {
  const { status, code, errors } = response.json();
  if (response.statusCode !== status) throw new Error(`answered ${response.statusCode} with ${response.body}`);
  return { status, code, pointers: (errors ?? []).map(({ pointer }: { pointer: string }) => pointer) };
}

export function statusesOf(responses: readonly LightMyRequestResponse[]): number[] {
  return responses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
}
