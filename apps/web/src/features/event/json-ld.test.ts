import { describe, expect, test } from 'vitest';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { toJsonLd, toOffsetTime } from './json-ld.ts';

const event: EventResource = {
  id: 'evt_1',
  name: 'Hamlet',
  description: 'A prince comes home.',
  type: 'play',
  locationId: 'loc_1',
  status: 'published',
  totalSeats: 20,
  showCount: 2,
  duration: 120,
  language: 'en',
  tags: [],
  location: {
    id: 'loc_1',
    name: 'Globe',
    address: { street: '21 New Globe Walk', city: 'London', postalCode: 'SE1 9DT', countryCode: 'GB' },
    coordinates: { latitude: 51.5, longitude: -0.1 },
    timeZone: 'Europe/London',
  },
  createdAt: '2026-10-01T00:00:00Z',
  updatedAt: '2026-10-01T00:00:00Z',
  version: 1,
};
const show: ShowResource = {
  id: 'shw_1',
  eventId: 'evt_1',
  locationId: 'loc_1',
  hallId: 'hal_1',
  startsAt: '2026-07-01T18:00:00Z',
  endsAt: '2026-07-01T20:00:00Z',
  timeZone: 'Europe/London',
  salesCloseAt: '2026-07-01T18:00:00Z',
  status: 'scheduled',
  policy: { holdSeconds: 600, offerSeconds: 600, holdExtensions: 0, maxTicketsPerUser: 10, uniqueNames: true },
  tiers: [
    { id: 'regular', name: 'Regular', price: { amount: 3850, currency: 'GBP' }, capacity: 10, isSeated: false },
    { id: 'vip', name: 'VIP', price: { amount: 9000, currency: 'JPY' }, capacity: 10, isSeated: false },
  ],
  totalSeats: 20,
  createdAt: '2026-06-01T00:00:00Z',
  updatedAt: '2026-06-01T00:00:00Z',
  version: 1,
};
const soldOut = (id: string) => ({
  showId: id,
  version: 3,
  tiers: show.tiers.map((tier) => ({
    ...tier,
    available: tier.id === 'vip' ? 0 : 4,
    reservedForWaitlist: 0,
    held: 0,
    booked: 10,
    waiting: 0,
  })),
});
const input = {
  event,
  path: '/e/hamlet-evt_1',
  siteName: 'MyEvents',
  now: Date.parse('2026-06-02T00:00:00Z'),
  availabilityOf: soldOut,
};

describe('schema.org data', () => {
  test('of one show says when, where and for how much', () => {
    expect(toJsonLd({ ...input, shows: [show] })).toMatchObject({
      '@type': 'Event',
      name: 'Hamlet',
      startDate: '2026-07-01T19:00:00+01:00',
      endDate: '2026-07-01T21:00:00+01:00',
      eventStatus: 'https://schema.org/EventScheduled',
      location: {
        '@type': 'Place',
        address: { '@type': 'PostalAddress', addressLocality: 'London', addressCountry: 'GB' },
        geo: { latitude: 51.5, longitude: -0.1 },
      },
      offers: [
        { price: '38.50', priceCurrency: 'GBP', availability: 'https://schema.org/InStock', validFrom: show.createdAt },
        { price: '9000', priceCurrency: 'JPY', availability: 'https://schema.org/SoldOut' },
      ],
      organizer: { '@type': 'Organization', name: 'MyEvents' },
    });
  });

  test('of several shows has each of them within the whole', () => {
    const second = {
      ...show,
      id: 'shw_2',
      startsAt: '2026-12-01T19:00:00Z',
      endsAt: '2026-12-01T21:00:00Z',
      status: 'cancelled' as const,
    };
    expect(toJsonLd({ ...input, shows: [show, second] })).toMatchObject({
      startDate: '2026-07-01T19:00:00+01:00',
      endDate: '2026-12-01T21:00:00+00:00',
      offers: {
        '@type': 'AggregateOffer',
        lowPrice: '38.50',
        priceCurrency: 'GBP',
        availability: 'https://schema.org/InStock',
      },
      subEvent: [
        { url: '/e/hamlet-evt_1/shw_1', eventStatus: 'https://schema.org/EventScheduled' },
        { url: '/e/hamlet-evt_1/shw_2', eventStatus: 'https://schema.org/EventCancelled' },
      ],
    });
  });
});

test('instants are told as the clocks of the place show them', () => {
  expect(toOffsetTime('2026-01-01T00:00:00.000Z', 'America/New_York')).toBe('2025-12-31T19:00:00-05:00');
  expect(toOffsetTime('2026-01-01T00:00:00Z', 'Asia/Kolkata')).toBe('2026-01-01T05:30:00+05:30');
  expect(toOffsetTime('2026-01-01T00:00:00Z', 'UTC')).toBe('2026-01-01T00:00:00+00:00');
});
