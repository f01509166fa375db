import { describe, expect, test } from 'vitest';
import {
  type Choice,
  countIn,
  countOf,
  fitTo,
  nothingChosen,
  onlyTier,
  ticketsOf,
  toLines,
  totalOf,
  withQuantity,
  withSeats,
  withSeatToggled,
} from './choice.ts';

const tiers = [
  { id: 'economy', price: { amount: 1000, currency: 'EUR' } },
  { id: 'vip', price: { amount: 5050, currency: 'EUR' } },
];
const seat = (id: string, tier = 'vip') => ({ id, tier });
const choice: Choice = { quantities: { economy: 2 }, seats: [seat('A-1'), seat('A-2')] };

describe('a quantity', () => {
  test('is cut to what the limit leaves beside the other tiers', () => {
    expect(countIn(withQuantity(choice, 'economy', 9, 10), 'economy')).toBe(8);
    expect(countIn(withQuantity(choice, 'economy', 8, 10), 'economy')).toBe(8);
    expect(countOf(withQuantity(choice, 'economy', -3, 10))).toBe(2);
    expect(countOf(withQuantity(choice, 'economy', Number.NaN, 10))).toBe(2);
    expect(withQuantity(nothingChosen, 'economy', 2.9, 10).quantities).toEqual({ economy: 2 });
  });

  test('takes the place of seats that were chosen in the tier', () => {
    expect(withQuantity(choice, 'vip', 3, 10)).toEqual({ quantities: { economy: 2, vip: 3 }, seats: [] });
  });
});

describe('a seat', () => {
  test('is chosen, and given back', () => {
    const more = withSeatToggled(choice, seat('A-3'), 10);
    expect(more.seats.map(({ id }) => id)).toEqual(['A-1', 'A-2', 'A-3']);
    expect(withSeatToggled(more, seat('A-3'), 10)).toEqual(choice);
  });

  test('takes the place of tickets of its tier that were to be found', () => {
    expect(withSeatToggled({ quantities: { vip: 4 }, seats: [] }, seat('A-1'), 4)).toEqual({
      quantities: {},
      seats: [seat('A-1')],
    });
  });

  test('beyond the limit is not chosen', () => {
    expect(withSeatToggled(choice, seat('A-3'), 4)).toBe(choice);
    expect(withSeats(choice, [seat('B-1'), seat('B-2'), seat('B-3')], 4).seats).toHaveLength(2);
  });
});

test('what is chosen costs the sum of its prices', () => {
  expect(totalOf(choice, tiers)).toEqual({ amount: 2 * 1000 + 2 * 5050, currency: 'EUR' });
  expect(totalOf(choice, [])).toBeUndefined();
});

test('a kept choice loses what the show no longer has', () => {
  expect(fitTo(choice, tiers.slice(1), 10)).toEqual({ quantities: {}, seats: choice.seats });
  expect(fitTo(choice, tiers, 3)).toEqual(nothingChosen);
  expect(onlyTier(choice, 'economy')).toEqual({ quantities: { economy: 2 }, seats: [] });
});

describe('the lines of a booking', () => {
  test('are one for seats and one for quantities of each tier', () => {
    expect(toLines(choice, tiers, { booker: 'Ada', names: {} })).toEqual([
      { tier: 'economy', quantity: 2 },
      { tier: 'vip', seats: ['A-1', 'A-2'] },
    ]);
  });

  test('carry the names up to the last that is given, the booker where one is missing before', () => {
    const [, second] = ticketsOf(choice, tiers);
    expect(
      toLines(choice, tiers, { booker: 'Ada', names: { [second?.key ?? '']: ' Grace ', 'A-1': 'Edsger' } }),
    ).toEqual([
      { tier: 'economy', quantity: 2, names: ['Ada', 'Grace'] },
      { tier: 'vip', seats: ['A-1', 'A-2'], names: ['Edsger'] },
    ]);
  });
});
