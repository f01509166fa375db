import { describe, expect, it } from 'vitest';
import type { ShowPlan, ShowResource } from '../../../generated/api.ts';
import { tierIds, toOneBody, toSeriesBody, toShowPatch } from './show-body.ts';
import { showMistakes, toShowField } from './show-mistakes.ts';
import { newShowValues, newTier, type ShowValues, toShowValues } from './show-values.ts';

const timeZone = 'Europe/Berlin';
const values: ShowValues = {
  ...newShowValues({ hallId: 'hal_1', currency: 'EUR', duration: 120, date: '2027-05-07', tiers: [] }),
  tiers: [
    newTier({ name: 'VIP Lounge', price: '48,50', isSeated: true, seats: 'Stalls/A-1..3\nStalls/B-7' }),
    newTier({ name: 'Standing', price: '12.5', capacity: 200 }),
  ],
};
const show: ShowResource = {
  id: 'shw_1',
  eventId: 'evt_1',
  locationId: 'loc_1',
  hallId: 'hal_1',
  startsAt: '2027-05-07T17:30:00.000Z',
  endsAt: '2027-05-07T19:30:00.000Z',
  timeZone,
  doorsAt: '2027-05-07T17:00:00.000Z',
  salesOpenAt: '2027-04-01T08:00:00.000Z',
  salesCloseAt: '2027-05-07T16:30:00.000Z',
  status: 'scheduled',
  policy: {
    holdSeconds: 600,
    offerSeconds: 600,
    holdExtensions: 0,
    maxTicketsPerUser: 10,
    uniqueNames: true,
    cancellableUntil: '2027-05-06T17:30:00.000Z',
  },
  tiers: [
    { id: 'vip', name: 'VIP', price: { amount: 4850, currency: 'EUR' }, capacity: 3, isSeated: true },
    { id: 'floor', name: 'Floor', price: { amount: 2000, currency: 'EUR' }, capacity: 50, isSeated: false },
  ],
  totalSeats: 53,
  createdAt: '2027-01-02T03:04:05.000Z',
  updatedAt: '2027-01-02T03:04:05.000Z',
  version: 3,
};
const plan: ShowPlan = {
  showId: 'shw_1',
  version: 3,
  sections: [{ name: 'Stalls' }],
  rows: [
    {
      key: 'Stalls/A',
      section: 'Stalls',
      seats: ['1', '2', '3', '4'].map((label) => ({
        id: `Stalls/A-${label}`,
        label,
        tier: label === '4' ? null : 'vip',
      })),
    },
  ],
};

describe('a show that is made', () => {
  it('has its times on the clocks of the venue, and its prices in minor units', () => {
    expect(toOneBody(values, timeZone, 'de')).toMatchObject({
      hallId: 'hal_1',
      startsAt: '2027-05-07T17:30:00.000Z',
      endsAt: '2027-05-07T19:30:00.000Z',
      tiers: [
        {
          id: 'vip-lounge',
          price: { amount: 4850, currency: 'EUR' },
          seats: ['Stalls/A-1..3', 'Stalls/B-7'],
        },
        { id: 'standing', price: { amount: 1250, currency: 'EUR' }, capacity: 200 },
      ],
    });
    expect(toOneBody(values, timeZone, 'de')).not.toHaveProperty('salesOpenAt');
  });

  it('counts its other times from its start, in a series', () => {
    const series = { ...values.series, doorsMinutes: 30, salesOpenDays: 10, salesCloseMinutes: 60, cancelHours: 24 };
    const date = {
      date: '2027-05-07',
      startsAt: '2027-05-07T17:30:00.000Z',
      endsAt: '2027-05-07T19:30:00.000Z',
      wall: '2027-05-07T19:30',
      fit: 'exact',
    } as const;
    expect(toSeriesBody({ ...values, series }, date, 'de')).toMatchObject({
      doorsAt: '2027-05-07T17:00:00.000Z',
      salesOpenAt: '2027-04-27T17:30:00.000Z',
      salesCloseAt: '2027-05-07T16:30:00.000Z',
      policy: { cancellableUntil: '2027-05-06T17:30:00.000Z' },
    });
  });

  it('gives each tier an id of its own, and leaves those that are there', () => {
    const named = [
      { id: '', name: 'Ring' },
      { id: 'ring', name: 'Old' },
      { id: '', name: '特等席' },
      { id: '', name: 'Ring' },
    ];
    expect(tierIds(named)).toEqual(['ring-2', 'ring', 'tier-3', 'ring-3']);
  });
});

describe('a show that is changed', () => {
  const before = toShowValues(show, plan, 'en');
  const patch = (after: ShowValues) => toShowPatch({ show, before, after }, 'en');

  it('sends nothing where nothing was changed', () => {
    expect(before.tiers[0]?.seats).toBe('Stalls/A-1..3');
    expect(patch(before)).toBeUndefined();
  });

  it('sends what was changed alone', () => {
    expect(patch({ ...before, maxTicketsPerUser: 4 })).toEqual({ policy: { maxTicketsPerUser: 4 } });
    expect(patch({ ...before, one: { ...before.one, startsAt: '2027-05-08T19:30' } })).toEqual({
      startsAt: '2027-05-08T17:30:00.000Z',
      endsAt: '2027-05-08T19:30:00.000Z',
    });
  });

  it('says what is usual where a time was emptied, since what is left out stays', () => {
    const one = { ...before.one, doorsAt: '', salesOpenAt: '', salesCloseAt: '', cancellableUntil: '' };
    expect(patch({ ...before, one })).toEqual({
      doorsAt: show.startsAt,
      salesOpenAt: show.createdAt,
      salesCloseAt: show.startsAt,
      policy: { cancellableUntil: show.startsAt },
    });
  });
});

describe('the mistakes of a form', () => {
  const hallSeats = new Set(['Stalls/A-1', 'Stalls/A-2', 'Stalls/A-3', 'Stalls/B-7']);
  const context = { kind: 'one', timeZone, language: 'de', hallCapacity: 500, hallSeats } as const;

  it('are none in a form that is right', () => {
    expect(showMistakes(values, context)).toEqual({});
    expect(showMistakes(values, { ...context, kind: 'series' })).toEqual({});
  });

  it('stand at their fields', () => {
    const [seated, standing] = values.tiers;
    const wrong: ShowValues = {
      ...values,
      holdSeconds: 0,
      tiers: [
        newTier({ ...seated, seats: 'Stalls/A-1\nStalls/C-9' }),
        newTier({ ...standing, price: '1,234' }),
        newTier({ name: 'More', price: '1', isSeated: true, seats: 'Stalls/A-1' }),
        newTier({ capacity: 1000, price: '0', name: 'Far too many' }),
      ],
      one: { ...values.one, doorsAt: '2027-05-07T20:00', salesOpenAt: '2027-05-08T10:00' },
    };
    expect(showMistakes(wrong, context)).toEqual({
      holdSeconds: 'secondsRange',
      tiers: 'tooMany',
      'tiers.0.seats': 'seatsUnknown',
      'tiers.1.price': 'amountDecimals',
      'tiers.2.seats': 'seatTwice',
      'one.doorsAt': 'doorsLate',
      'one.salesOpenAt': 'openLate',
    });
  });

  it.each([
    ['/tiers/0/price/amount', 'tiers.0.price'],
    ['/tiers/2/seats/14', 'tiers.2.seats'],
    ['/tiers', 'tiers'],
    ['/policy/cancellableUntil', 'one.cancellableUntil'],
    ['/policy/holdSeconds', 'holdSeconds'],
    ['/salesOpenAt', 'one.salesOpenAt'],
    ['/endsAt', 'one.duration'],
    ['/hallId', 'hallId'],
    ['', undefined],
  ])('%s of the API is %s in the form', (pointer, field) => {
    expect(toShowField(pointer)).toBe(field);
  });
});
