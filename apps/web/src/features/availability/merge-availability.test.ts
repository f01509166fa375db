import { describe, expect, test } from 'vitest';
import { mergeChange, newerAvailability, withoutSeats } from './merge-availability.ts';
import type { Availability, TierAvailability } from './queries.ts';

const tier = (id: string, available: number): TierAvailability => ({
  id,
  name: id,
  price: { amount: 1000, currency: 'EUR' },
  capacity: 10,
  available,
  reservedForWaitlist: 0,
  held: 0,
  booked: 10 - available,
  waiting: 0,
});
const known: Availability = {
  showId: 'shw_1',
  version: 5,
  tiers: [tier('regular', 4), tier('vip', 2)],
  seats: { A: 'aab', B: 'aaa' },
};

describe('a change', () => {
  test('replaces the tiers and rows it names and keeps the others', () => {
    const after = mergeChange(known, { showId: 'shw_1', version: 6, tiers: [tier('vip', 1)], seats: { B: 'aha' } });
    expect(after).toEqual({
      showId: 'shw_1',
      version: 6,
      tiers: [tier('regular', 4), tier('vip', 1)],
      seats: { A: 'aab', B: 'aha' },
    });
  });

  test('adds a tier that is new', () => {
    const after = mergeChange(known, { showId: 'shw_1', version: 6, tiers: [tier('economy', 9)] });
    expect(after.tiers.map(({ id }) => id)).toEqual(['regular', 'vip', 'economy']);
    expect(after.seats).toEqual(known.seats);
  });

  test('that is older than what is known changes nothing', () => {
    expect(mergeChange(known, { showId: 'shw_1', version: 4, tiers: [tier('vip', 9)] })).toBe(known);
  });

  test('of the same version counts: a hold can end by time alone', () => {
    expect(mergeChange(known, { showId: 'shw_1', version: 5, tiers: [tier('vip', 3)] }).tiers[1]?.available).toBe(3);
  });
});

test('a whole answer replaces what is known unless it is older', () => {
  const newer = { ...known, version: 6 };
  expect(newerAvailability(undefined, known)).toBe(known);
  expect(newerAvailability(known, newer)).toBe(newer);
  expect(newerAvailability(newer, known)).toBe(newer);
});

test('seats can be left out', () => {
  expect(withoutSeats(known)).toEqual({ showId: 'shw_1', version: 5, tiers: known.tiers });
});
