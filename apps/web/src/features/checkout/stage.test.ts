import { describe, expect, it } from 'vitest';
import type { Booking, Show } from '../bookings/queries.ts';
import { canExtend, stageOf } from './stage.ts';

const heldAt = '2030-05-01T18:00:00.000Z';
const booking = {
  status: 'held',
  heldAt,
  expiresAt: '2030-05-01T18:10:00.000Z',
} as Booking;
const policy = { holdSeconds: 600, offerSeconds: 120, holdExtensions: 1 } as Show['policy'];
const show = { status: 'scheduled' } as Show;
const pending = { status: 'pending', method: 'test' };

describe('where a booking stands', () => {
  it('is to be paid while it is held and there is time', () => {
    expect(stageOf(booking, show, 600)).toBe('pay');
    expect(stageOf(booking, undefined, 1)).toBe('pay');
  });

  it('waits for the server once its time is over here, but never for a payment under way', () => {
    expect(stageOf(booking, show, 0)).toBe('checking');
    expect(stageOf({ ...booking, payment: pending }, show, 0)).toBe('settling');
  });

  it('stays confirmed whatever the clock says', () => {
    expect(stageOf({ ...booking, status: 'confirmed' }, show, 0)).toBe('confirmed');
  });

  it('says that the show was cancelled rather than how the hold ended', () => {
    const cancelled = { ...show, status: 'cancelled' } as Show;
    expect(stageOf({ ...booking, status: 'released' }, cancelled, 0)).toBe('showCancelled');
    expect(stageOf({ ...booking, status: 'released' }, show, 0)).toBe('released');
    expect(stageOf({ ...booking, status: 'expired' }, show, 0)).toBe('expired');
  });
});

describe('more time', () => {
  it('can be had where the policy says so, until it was had', () => {
    expect(canExtend(booking, policy)).toBe(true);
    expect(canExtend(booking, { ...policy, holdExtensions: 0 })).toBe(false);
    expect(canExtend({ ...booking, expiresAt: '2030-05-01T18:20:00.000Z' }, policy)).toBe(false);
  });

  it('can still be had where a payment pinned the hold for a little longer', () => {
    expect(canExtend({ ...booking, expiresAt: '2030-05-01T18:10:50.000Z' }, policy)).toBe(true);
  });

  it('counts an offer from its own first length', () => {
    const offer = { ...booking, waitlistEntryId: 'wtl_1', expiresAt: '2030-05-01T18:02:00.000Z' };
    expect(canExtend(offer, policy)).toBe(true);
    expect(canExtend({ ...offer, expiresAt: '2030-05-01T18:12:00.000Z' }, policy)).toBe(false);
  });
});
