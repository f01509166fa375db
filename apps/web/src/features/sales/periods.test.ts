import { describe, expect, it } from 'vitest';
import { isQuiet, sumUp, toCourse, toDays } from './periods.ts';

const bucket = (at: string, confirmed: number, cancelled = 0) => ({
  at,
  held: confirmed,
  confirmed,
  expired: 0,
  released: 0,
  cancelled,
  revenue: (confirmed - cancelled) * 1000,
});

describe('a sale over time', () => {
  it('has a period for every length, also where nothing happened', () => {
    const series = [bucket('2026-10-01T10:00:00Z', 2), bucket('2026-10-01T13:00:00Z', 1)];
    const { periods, length } = toCourse({ series, bucketSeconds: 3600 }, 'Europe/Berlin');
    expect(length).toBe(3600);
    expect(periods.map(({ confirmed }) => confirmed)).toEqual([2, 0, 0, 1]);
    expect(periods.map(isQuiet)).toEqual([false, true, true, false]);
    expect(new Date(periods[1]?.at ?? 0).toISOString()).toBe('2026-10-01T11:00:00.000Z');
  });

  it('is empty where nothing was ever held', () => {
    expect(toCourse({ series: [], bucketSeconds: 60 }, 'UTC').periods).toEqual([]);
    expect(toDays({ series: [], bucketSeconds: 3600 }, 'Asia/Tokyo').periods).toEqual([]);
  });

  it('takes off in the sum what came back', () => {
    const series = [bucket('2026-10-01T10:00:00Z', 3), bucket('2026-10-01T11:00:00Z', 1, 2)];
    const sums = sumUp(toCourse({ series, bucketSeconds: 3600 }, 'UTC').periods);
    expect(sums.map(({ confirmed, cancelled, revenue }) => [confirmed, cancelled, revenue])).toEqual([
      [3, 0, 3000],
      [4, 2, 2000],
    ]);
  });
});

describe('days of a place', () => {
  it('end at its own midnight', () => {
    const series = [bucket('2026-10-01T14:00:00Z', 1), bucket('2026-10-01T15:00:00Z', 2)];
    const { periods, isExact, timeZone } = toDays({ series, bucketSeconds: 3600 }, 'Asia/Tokyo');
    expect(periods.map(({ confirmed }) => confirmed)).toEqual([1, 2]);
    expect(periods.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual(['2026-10-01', '2026-10-02']);
    expect(isExact).toBe(true);
    expect(timeZone).toBe('UTC');
  });

  it('are there once each over a change of the clocks', () => {
    const series = [bucket('2026-10-24T12:00:00Z', 1), bucket('2026-10-26T12:00:00Z', 1)];
    const { periods } = toDays({ series, bucketSeconds: 3600 }, 'Europe/Berlin');
    expect(periods.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
  });

  it('say when a bucket lay over midnight', () => {
    const series = [bucket('2026-10-01T21:00:00Z', 4)];
    const { periods, isExact } = toDays({ series, bucketSeconds: 6 * 3600 }, 'Europe/Berlin');
    expect(isExact).toBe(false);
    expect(periods.map(({ confirmed }) => confirmed)).toEqual([4]);
  });

  it('lose nothing, wherever the place is', () => {
    const series = Array.from({ length: 200 }, (_none, index) =>
      bucket(new Date(Date.UTC(2026, 9, 20) + index * 3 * 3_600_000).toISOString(), (index % 5) + 1),
    );
    const sum = series.reduce((total, { confirmed }) => total + confirmed, 0);
    for (const zone of [
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Kolkata',
      'America/New_York',
      'Australia/Lord_Howe',
    ]) {
      const { periods } = toDays({ series, bucketSeconds: 3 * 3600 }, zone);
      expect(
        periods.reduce((total, { confirmed }) => total + confirmed, 0),
        zone,
      ).toBe(sum);
    }
  });

  it('are left where buckets are longer than they', () => {
    const series = [bucket('2026-10-01T00:00:00Z', 1), bucket('2026-10-15T00:00:00Z', 1)];
    const { length, periods } = toDays({ series, bucketSeconds: 7 * 86_400 }, 'Europe/Berlin');
    expect(length).toBe(7 * 86_400);
    expect(periods).toHaveLength(3);
  });
});
