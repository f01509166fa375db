import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookingResource } from '../../../generated/api.ts';
import { bookingCells, bookingColumns, toDecimal } from './booking-cells.ts';

describe('an amount as a decimal', () => {
  it.each([
    [1950, 'EUR', '19.50'],
    [5, 'USD', '0.05'],
    [0, 'EUR', '0.00'],
    [6500, 'JPY', '6500'],
    [40_750, 'KWD', '40.750'],
    [-1950, 'EUR', '-19.50'],
  ])('of %d in %s is %s', (amount, currency, text) => {
    expect(toDecimal({ amount, currency })).toBe(text);
  });

  it('never loses a minor unit', () => {
    const amounts = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
        expect(Number(toDecimal({ amount, currency }).replace('.', '')) - amount).toBe(0);
      }),
    );
  });
});

describe('the cells of a booking', () => {
  const booking: BookingResource = {
    id: 'bkg_1',
    code: 'ABCDE-FGHJK',
    showId: 'shw_1',
    eventId: 'evt_1',
    userId: 'u-1',
    name: 'Ada',
    status: 'confirmed',
    tickets: [
      { id: 'tkt_1', tier: 'vip', seat: 'A-1', name: 'Ada', price: { amount: 5000, currency: 'EUR' } },
      { id: 'tkt_2', tier: 'eco', price: { amount: 1950, currency: 'EUR' } },
      { id: 'tkt_3', tier: 'vip', seat: 'A-2', price: { amount: 5000, currency: 'EUR' } },
    ],
    total: { amount: 11_950, currency: 'EUR' },
    heldAt: '2026-11-26T23:30:05.000Z',
    expiresAt: '2026-11-26T23:40:05.000Z',
    expiresInSeconds: 0,
    confirmedAt: '2026-11-26T23:31:00.000Z',
    payment: { status: 'captured', method: 'test' },
    version: 3,
  };
  const words = {
    timeZone: 'Europe/Berlin',
    tierName: (tier: string) => tier.toUpperCase(),
    status: (status: string) => `is ${status}`,
    yesNo: (is: boolean) => (is ? 'yes' : 'no'),
  };
  const cell = (changes: Partial<BookingResource>, column: (typeof bookingColumns)[number]) =>
    bookingCells({ ...booking, ...changes }, words)[bookingColumns.indexOf(column)];

  it('tell what was booked, on the clocks of the place and in UTC', () => {
    expect(cell({}, 'ticketsByTier')).toBe('2 × VIP; 1 × ECO');
    expect(cell({}, 'seats')).toBe('A-1; A-2');
    expect(cell({}, 'total')).toBe('119.50');
    expect(cell({}, 'heldAt')).toBe('2026-11-27 00:30');
    expect(cell({}, 'heldAtUtc')).toBe('2026-11-26T23:30:05.000Z');
    expect(cell({}, 'status')).toBe('is confirmed');
  });

  it('are empty where there is nothing, and one for each column', () => {
    expect(bookingCells(booking, words)).toHaveLength(bookingColumns.length);
    expect(cell({}, 'email')).toBeUndefined();
    expect(cell({}, 'endedAt')).toBeUndefined();
    expect(cell({ waitlistEntryId: 'wtl_1' }, 'fromLine')).toBe('yes');
  });
});
