import { describe, expect, it } from 'vitest';
import { readOpeningHours } from './opening-hours.ts';

describe('opening hours', () => {
  it('are read day by day', () => {
    expect(readOpeningHours('Tu,Fr 11:00-21:00; Su 12:00-18:00')).toEqual([
      {
        days: [
          [1, 1],
          [4, 4],
        ],
        times: '11:00-21:00',
      },
      { days: [[6, 6]], times: '12:00-18:00' },
    ]);
    expect(readOpeningHours('Su-Th 09:00-12:00,13:00-18:00')).toEqual([
      { days: [[6, 3]], times: '09:00-12:00,13:00-18:00' },
    ]);
  });

  it('may be any other text', () => {
    expect(readOpeningHours('An hour before each show')).toBeUndefined();
    expect(readOpeningHours('Mo-Fr 09:00-17:00; by appointment')).toBeUndefined();
    expect(readOpeningHours('')).toBeUndefined();
  });
});
