import { expect, test } from 'vitest';
import { toSeatName } from './seat-name.ts';

test('a seat is told by its section, row and label', () => {
  expect(toSeatName('Stalls/A-12')).toEqual({ section: 'Stalls', row: 'A', seat: '12' });
  expect(toSeatName('A-12')).toEqual({ row: 'A', seat: '12' });
  expect(toSeatName('Parkett/Reihe-2-7')).toEqual({ section: 'Parkett', row: 'Reihe-2', seat: '7' });
});
