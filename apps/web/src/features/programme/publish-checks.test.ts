import { expect, it } from 'vitest';
import type { ShowResource } from '../../../generated/api.ts';
import { comingShows, sumUp } from './consequences.ts';
import { publishChecks } from './publish-checks.ts';

const now = Date.parse('2027-05-01T00:00:00Z');
const show = (startsAt: string, amounts: readonly number[], changes: Partial<ShowResource> = {}): ShowResource => ({
  id: `shw_${startsAt}`,
  eventId: 'evt_1',
  locationId: 'loc_1',
  hallId: 'hal_1',
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
  timeZone: 'UTC',
  salesCloseAt: startsAt,
  status: 'scheduled',
  policy: { holdSeconds: 600, offerSeconds: 600, holdExtensions: 0, maxTicketsPerUser: 10, uniqueNames: true },
  tiers: amounts.map((amount, at) => ({
    id: `t${at}`,
    name: `T${at}`,
    price: { amount, currency: 'EUR' },
    capacity: 10,
    isSeated: false,
  })),
  totalSeats: 10,
  createdAt: startsAt,
  updatedAt: startsAt,
  version: 1,
  ...changes,
});

it('tells an event that nobody can buy from one that is ready', () => {
  expect(publishChecks({}, [show('2027-04-01T20:00:00Z', [1000])], now)).toEqual([
    { name: 'shows', isGood: false, count: 0 },
    { name: 'description', isGood: false, count: 0 },
  ]);
  const ready = publishChecks({ description: 'Good' }, [show('2027-06-01T20:00:00Z', [2500, 1000])], now);
  expect(ready.every(({ isGood }) => isGood)).toBe(true);
  expect(ready[1]).toMatchObject({ from: { amount: 1000 }, to: { amount: 2500 } });
});

it('points at free tickets and at sales that are over already', () => {
  const shut = show('2027-06-01T20:00:00Z', [0, 500], { salesCloseAt: '2027-04-30T00:00:00Z' });
  const checks = publishChecks({ description: 'Good' }, [shut], now);
  expect(checks.filter(({ isGood }) => !isGood).map(({ name, count }) => `${name} ${count}`)).toEqual([
    'prices 1',
    'sales 1',
  ]);
});

it('sums up what a cancellation takes away, each currency by itself', () => {
  const coming = comingShows(
    [
      show('2027-04-01T20:00:00Z', [1]),
      show('2027-06-01T20:00:00Z', [1]),
      show('2027-07-01T20:00:00Z', [1], { status: 'cancelled' }),
    ],
    now,
  );
  expect(coming).toHaveLength(1);
  const sale = { capacity: 10, held: 1, waiting: 2 };
  expect(
    sumUp([
      { ...sale, booked: 3, worth: 3000, currency: 'EUR' },
      { ...sale, booked: 1, worth: 500, currency: 'EUR' },
      { ...sale, booked: 2, worth: 900, currency: 'JPY' },
      { ...sale, booked: 0, worth: 0, currency: undefined },
    ]),
  ).toEqual({
    shows: 4,
    booked: 6,
    held: 4,
    waiting: 8,
    worth: [
      { currency: 'EUR', amount: 3500 },
      { currency: 'JPY', amount: 900 },
    ],
  });
});
