import { describe, expect, test } from 'vitest';
import { nothingChosen } from './choice.ts';
import { outlookOf } from './outlook.ts';

const tier = (id: string, available: number, capacity = 8) => ({
  id,
  name: id,
  price: { amount: 0, currency: 'EUR' },
  capacity,
  available,
  reservedForWaitlist: 0,
  held: capacity - available,
  booked: 0,
  waiting: 0,
});
const tiers = [tier('regular', 3), tier('vip', 2)];

describe('the outlook of a choice', () => {
  test('is to book what is there, and what nobody knows about yet', () => {
    expect(outlookOf({ quantities: { regular: 3 }, seats: [] }, tiers)).toEqual({ way: 'book' });
    expect(outlookOf({ quantities: { regular: 3 }, seats: [] }, undefined)).toEqual({ way: 'book' });
    expect(outlookOf(nothingChosen, tiers)).toEqual({ way: 'none' });
  });

  test('is to wait for more of one tier than is left', () => {
    expect(outlookOf({ quantities: { regular: 4 }, seats: [] }, tiers)).toEqual({
      way: 'wait',
      short: { tier: 'regular', wanted: 4, available: 3, canWait: true },
    });
  });

  test('is neither where something else is wanted too, or more than there ever was', () => {
    expect(outlookOf({ quantities: { regular: 4, vip: 1 }, seats: [] }, tiers).way).toBe('mixed');
    expect(outlookOf({ quantities: { regular: 4 }, seats: [{ id: 'A-1', tier: 'vip' }] }, tiers).way).toBe('mixed');
    expect(outlookOf({ quantities: { regular: 9 }, seats: [] }, tiers)).toEqual({
      way: 'mixed',
      shorts: [{ tier: 'regular', wanted: 9, available: 3, canWait: false }],
    });
  });
});
