import { describe, expect, test } from 'vitest';
import { nextShowOf, saleStateOf } from './sale-state.ts';

const show = {
  id: 'a',
  status: 'scheduled' as const,
  startsAt: '2026-12-01T19:00:00Z',
  endsAt: '2026-12-01T21:00:00Z',
  salesOpenAt: '2026-11-01T09:00:00Z',
  salesCloseAt: '2026-12-01T18:00:00Z',
};
const at = (text: string) => Date.parse(text);

describe('the state of a sale', () => {
  test.each([
    ['2026-11-01T08:59:59Z', 'notOpen'],
    ['2026-11-01T09:00:00Z', 'open'],
    ['2026-12-01T17:59:59Z', 'open'],
    ['2026-12-01T18:00:00Z', 'closed'],
    ['2026-12-01T21:00:00Z', 'over'],
  ])('at %s it is %s', (now, state) => {
    expect(saleStateOf(show, at(now))).toBe(state);
  });

  test('a cancelled show is cancelled at any time', () => {
    expect(saleStateOf({ ...show, status: 'cancelled' }, at('2026-10-01T00:00:00Z'))).toBe('cancelled');
  });
});

describe('the next show', () => {
  const later = {
    ...show,
    id: 'b',
    salesOpenAt: '2026-11-20T09:00:00Z',
    startsAt: '2026-12-02T19:00:00Z',
    endsAt: '2026-12-02T21:00:00Z',
    salesCloseAt: '2026-12-02T19:00:00Z',
  };
  test('is the first that can be booked, however many come before', () => {
    expect(nextShowOf([{ ...show, status: 'cancelled' }, later], at('2026-11-25T00:00:00Z'))?.id).toBe('b');
  });
  test('is the first to come where none is on sale', () => {
    expect(nextShowOf([show, later], at('2026-10-01T00:00:00Z'))?.id).toBe('a');
  });
  test('is the last where all are over', () => {
    expect(nextShowOf([show, later], at('2027-01-01T00:00:00Z'))?.id).toBe('b');
    expect(nextShowOf([], 0)).toBeUndefined();
  });
});
