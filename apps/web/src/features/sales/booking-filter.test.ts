import { describe, expect, it } from 'vitest';
import { readAddress } from './booking-filter.ts';

const read = (search: string) => readAddress(new URLSearchParams(search), 'Europe/Berlin');

describe('the filter of an address', () => {
  it('is on the clocks of the place, and includes the last minute', () => {
    expect(read('status=held&from=2026-07-01T10:00&to=2026-07-01T10:00')).toEqual({
      isWrong: false,
      status: 'held',
      from: '2026-07-01T08:00:00.000Z',
      to: '2026-07-01T08:00:59.999Z',
    });
  });

  it('is empty where there is none, and knows no status that there is not', () => {
    expect(read('')).toEqual({ isWrong: false });
    expect(read('status=lost')).toEqual({ isWrong: false });
  });

  it('is wrong where a time is none, or the end comes first', () => {
    expect(read('from=soon').isWrong).toBe(true);
    expect(read('to=2026-13-01T10:00').isWrong).toBe(true);
    expect(read('from=2026-07-02T10:00&to=2026-07-01T10:00').isWrong).toBe(true);
  });
});
