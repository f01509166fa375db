import { describe, expect, it } from 'vitest';
import { addDays, dayAt, startOfDay, toTimeRange } from './day-range.ts';

const at = (text: string) => Date.parse(text);

describe('days in a zone', () => {
  it('begin when the clocks there say so, in summer and in winter', () => {
    expect(new Date(startOfDay('2026-07-01', 'Europe/Berlin')).toISOString()).toBe('2026-06-30T22:00:00.000Z');
    expect(new Date(startOfDay('2026-12-01', 'Europe/Berlin')).toISOString()).toBe('2026-11-30T23:00:00.000Z');
    expect(new Date(startOfDay('2026-10-25', 'Europe/Berlin')).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(new Date(startOfDay('2026-12-01', 'Asia/Kolkata')).toISOString()).toBe('2026-11-30T18:30:00.000Z');
  });

  it('are those of the calendar on the wall', () => {
    expect(dayAt(at('2026-12-31T20:00:00Z'), 'Asia/Tokyo')).toBe('2027-01-01');
    expect(dayAt(at('2026-12-31T20:00:00Z'), 'America/New_York')).toBe('2026-12-31');
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  });
});

describe('when', () => {
  const range = (when: Parameters<typeof toTimeRange>[0], now: string, dates = {}) =>
    toTimeRange(when, dates, at(now), 'Europe/Berlin');

  it('is any time if nothing is said', () => {
    expect(range(undefined, '2026-11-26T10:00:00Z')).toBeUndefined();
    expect(range('dates', '2026-11-26T10:00:00Z')).toBeUndefined();
  });

  it('ends today at midnight, and begins now', () => {
    expect(range('today', '2026-11-26T10:03:20Z')).toEqual({
      startTime: '2026-11-26T10:00:00.000Z',
      endTime: '2026-11-26T22:59:59.000Z',
    });
  });

  it('means the coming weekend from its Friday evening, or what is left of this one', () => {
    const weekend = { startTime: '2026-11-27T16:00:00.000Z', endTime: '2026-11-29T22:59:59.000Z' };
    expect(range('weekend', '2026-11-23T10:00:00Z')).toEqual(weekend);
    expect(range('weekend', '2026-11-27T10:00:00Z')).toEqual(weekend);
    expect(range('weekend', '2026-11-29T12:00:00Z')).toEqual({ ...weekend, startTime: '2026-11-29T12:00:00.000Z' });
    expect(range('weekend', '2026-11-30T10:00:00Z')?.startTime).toBe('2026-12-04T16:00:00.000Z');
  });

  it('takes days in either order, one alone, and none that is over', () => {
    const both = { startTime: '2026-11-30T23:00:00.000Z', endTime: '2026-12-05T22:59:59.000Z' };
    expect(range('dates', '2026-11-26T10:00:00Z', { from: '2026-12-01', to: '2026-12-05' })).toEqual(both);
    expect(range('dates', '2026-11-26T10:00:00Z', { from: '2026-12-05', to: '2026-12-01' })).toEqual(both);
    expect(range('dates', '2026-11-26T10:00:00Z', { from: '2026-12-01' })).toEqual({ startTime: both.startTime });
    expect(range('dates', '2026-11-26T10:00:00Z', { to: '2025-01-01' })).toEqual({
      startTime: '2026-11-26T10:00:00.000Z',
      endTime: '2026-11-26T10:00:00.000Z',
    });
  });
});
