import { describe, expect, it } from 'vitest';
import { toGlance } from './event-glance.tsx';

const tier = (capacity: number, available: number, held = 0) => ({
  id: 'regular',
  name: 'Regular',
  price: { amount: 1000, currency: 'EUR' },
  capacity,
  available,
  held,
  reservedForWaitlist: 0,
  booked: capacity - available - held,
  waiting: 0,
});

describe('a glance at a show', () => {
  it('adds up its tiers', () => {
    expect(toGlance([tier(100, 60), tier(100, 0)])).toEqual({ glance: 'plenty', left: 60 });
    expect(toGlance([tier(100, 5), tier(100, 15)])).toEqual({ glance: 'few', left: 20 });
  });

  it('calls few what is few for a hall of that size', () => {
    expect(toGlance([tier(10_000, 400)]).glance).toBe('few');
    expect(toGlance([tier(10_000, 600)]).glance).toBe('plenty');
  });

  it('tells what may come free from what is gone', () => {
    expect(toGlance([tier(8, 0, 8)]).glance).toBe('held');
    expect(toGlance([tier(8, 0)]).glance).toBe('none');
  });
});
