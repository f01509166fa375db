import { describe, expect, it } from 'vitest';
import type { ImportDefaults } from '../src/defaults.ts';
import { type Entry, EntryError } from '../src/entry.ts';
import { planEntry } from '../src/plan-entry.ts';
import { venueKey, venueOf } from '../src/venue.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const defaults: ImportDefaults = { now, durationMinutes: 120 };
const start = { epochMs: Date.parse('2027-05-01T18:00:00Z') };
const end = { epochMs: Date.parse('2027-05-01T20:30:00Z') };
const entry: Entry = {
  key: 'k',
  at: 'line 1',
  title: 'One',
  words: [],
  dates: [{ start, end, isAllDay: false, isCancelled: false }],
  offers: [],
  isCancelled: false,
  notes: [],
  timeZone: 'Europe/Berlin',
  place: { text: 'Hall, Street 1, 10115 Berlin, Germany' },
};
const berlin = { timeZone: 'Europe/Berlin', address: { city: 'Berlin', countryCode: 'DE' }, hallCapacity: 100 };

describe('the place of an entry', () => {
  it('is read from a line of text', () => {
    expect(venueOf(entry, defaults)).toMatchObject({
      body: {
        name: 'Hall',
        address: { street: 'Street 1', city: 'Berlin', postalCode: '10115', countryCode: 'DE' },
        timeZone: 'Europe/Berlin',
        halls: [{ capacity: 100 }],
      },
      notes: [],
    });
  });

  it('is the same however its name is spelled', () => {
    const key = (name: string, city: string) => venueKey({ name, address: { city, countryCode: 'CH' } });
    expect(key('Café  Zürich', 'ZURICH')).toBe(key('cafe zurich', 'Zürich'));
    expect(key('Café Zürich', 'Zürich')).not.toBe(key('Café Zürich', 'Bern'));
  });

  it('takes from the command line what it leaves out, and no more', () => {
    const options = {
      ...defaults,
      country: 'AT',
      city: 'Wien',
      timeZone: 'Europe/Vienna',
      capacity: 40,
      locationName: 'Elsewhere',
    };
    const bare = venueOf({ ...withoutZone(entry), place: { text: 'Cellar' } }, options);
    expect(bare.body).toMatchObject({
      name: 'Cellar',
      address: { city: 'Wien', countryCode: 'AT' },
      timeZone: 'Europe/Vienna',
      halls: [{ capacity: 40 }],
    });
    expect(venueOf(entry, options).body).toMatchObject({
      name: 'Hall',
      address: { city: 'Berlin', countryCode: 'DE' },
      timeZone: 'Europe/Berlin',
    });
    expect(venueOf(withoutPlace(entry), options).body.name).toBe('Elsewhere');
  });

  it('has the country of its zone, and says so', () => {
    const venue = venueOf({ ...entry, place: { name: 'Hall', city: 'Berlin' } }, defaults);
    expect(venue.body.address.countryCode).toBe('DE');
    expect(venue.notes).toEqual(['country DE concluded from the time zone Europe/Berlin']);
  });

  it('has the only zone of its country, or the one its clock fits', () => {
    const place = { name: 'Hall', city: 'Town' };
    expect(venueOf({ ...withoutZone(entry), place: { ...place, country: 'AT' } }, defaults).body.timeZone).toBe(
      'Europe/Vienna',
    );
    const american = { ...withoutZone(entry), place: { ...place, country: 'US' } };
    expect(venueOf({ ...american, offsetMs: -7 * 3_600_000 }, defaults).body.timeZone).toBe('America/Los_Angeles');
    expect(venueOf({ ...american, offsetMs: -4 * 3_600_000 }, defaults).body.timeZone).toBe('America/New_York');
    expect(() => venueOf(american, defaults)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('cannot be told'), settings: ['timeZone'] }),
    );
  });

  it.each([
    ['no place', withoutPlace(entry), 'it names no place', ['locationName', 'locationId']],
    ['no city', { ...entry, place: { text: 'Room 4' } }, 'names no city', ['city']],
    ['no country', { ...withoutZone(entry), place: { name: 'Hall', city: 'Town' } }, 'names no country', ['country']],
    [
      'an unknown country',
      { ...entry, place: { name: 'Hall', city: 'Town', country: 'Atlantis' } },
      '"Atlantis" is not known',
      [],
    ],
  ])('with %s is refused', (_name, unclear, reason, settings) => {
    expect(() => venueOf(unclear, defaults)).toThrow(EntryError);
    expect(() => venueOf(unclear, defaults)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(reason), settings }),
    );
  });
});

describe('what is sold of an entry', () => {
  it('is one free tier where the file says nothing, and that is said', () => {
    const plan = planEntry(entry, berlin, defaults);
    expect(plan.event).toEqual({ name: 'One', type: 'event', duration: 150 });
    expect(plan.shows).toEqual([
      {
        startsAt: '2027-05-01T18:00:00.000Z',
        endsAt: '2027-05-01T20:30:00.000Z',
        tiers: [{ id: 'regular', name: 'Regular', price: { amount: 0, currency: 'EUR' }, capacity: 100 }],
      },
    ]);
    expect(plan.notes).toEqual(['free, because the file names no price', 'capacity 100 assumed']);
    expect(plan.settings).toEqual(['price', 'capacity']);
  });

  it('follows the file, then the command line', () => {
    const offers = [
      { name: 'VIP Lounge', price: '120', currency: 'CHF', capacity: 20 },
      { name: 'Sitzplatz Süd', price: '45.50', currency: 'CHF' },
      { name: '特別', price: '1', currency: 'CHF' },
    ];
    const { shows } = planEntry({ ...entry, offers }, berlin, {
      ...defaults,
      capacity: 61,
      currency: 'EUR',
      price: '9',
    });
    expect(shows[0]?.tiers).toEqual([
      { id: 'vip-lounge', name: 'VIP Lounge', price: { amount: 12000, currency: 'CHF' }, capacity: 20 },
      { id: 'sitzplatz-sud', name: 'Sitzplatz Süd', price: { amount: 4550, currency: 'CHF' }, capacity: 21 },
      { id: 'tier-3', name: '特別', price: { amount: 100, currency: 'CHF' }, capacity: 20 },
    ]);
  });

  it('gives two tiers of one name ids of their own', () => {
    const { shows } = planEntry(
      {
        ...entry,
        offers: [
          { name: 'Seat', price: '1' },
          { name: 'seat', price: '2' },
        ],
      },
      berlin,
      defaults,
    );
    expect(shows[0]?.tiers.map(({ id }) => id)).toEqual(['seat', 'seat-2']);
  });

  it('takes wall clock times in the zone of the place', () => {
    const dates = [{ start: { local: '2027-03-28T20:00:00' }, isAllDay: false, isCancelled: false }];
    expect(planEntry({ ...entry, dates }, berlin, defaults).shows[0]).toMatchObject({
      startsAt: '2027-03-28T18:00:00.000Z',
      endsAt: '2027-03-28T20:00:00.000Z',
    });
  });

  it('leaves out dates that are called off, and says so', () => {
    const off = { start: { epochMs: start.epochMs + 86_400_000 }, isAllDay: false, isCancelled: true };
    const plan = planEntry({ ...entry, dates: [...entry.dates, off] }, berlin, defaults);
    expect(plan.shows).toHaveLength(1);
    expect(plan.cancelledStarts).toEqual(['2027-05-02T18:00:00.000Z']);
    expect(plan.notes).toContain('1 of its dates are cancelled');
  });

  it('says what is over', () => {
    expect(planEntry(entry, berlin, { ...defaults, now: end.epochMs }).notes).toContain(
      'it is over: stored, not on sale',
    );
  });

  it.each([
    [
      'lasts longer than a year',
      { dates: [{ start, end: { epochMs: start.epochMs + 367 * 86_400_000 }, isAllDay: false, isCancelled: false }] },
      'longer than a year',
    ],
    [
      'ends before it starts',
      { dates: [{ start, end: { epochMs: start.epochMs - 1 }, isAllDay: false, isCancelled: false }] },
      'ends before',
    ],
    ['has no dates', { dates: [] }, 'no dates'],
    [
      'is sold in two currencies',
      {
        offers: [
          { price: '1', currency: 'EUR' },
          { price: '1', currency: 'USD' },
        ],
      },
      'several currencies',
    ],
    ['has an unknown currency', { offers: [{ price: '1', currency: 'XYZ' }] }, 'not in ISO 4217'],
    ['sells more than the hall holds', { offers: [{ price: '1', capacity: 500 }] }, "more than the hall's 100 places"],
  ])('is nothing if it %s', (_name, fields, reason) => {
    expect(() => planEntry({ ...entry, ...fields }, berlin, defaults)).toThrow(EntryError);
    expect(() => planEntry({ ...entry, ...fields }, berlin, defaults)).toThrow(reason);
  });
});

function withoutZone(whole: Entry): Entry {
  return without(whole, 'timeZone');
}

function withoutPlace(whole: Entry): Entry {
  return without(whole, 'place');
}

function without(whole: Entry, field: 'timeZone' | 'place'): Entry {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field)) as unknown as Entry;
}
