import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRows, readSeats, rowTiers, toHallRows, toSectionGroups, writeSeats } from './seat-ranges.ts';

const rows = toHallRows({
  sections: [
    {
      name: 'Stalls',
      rows: [
        { name: 'A', seats: ['1..4'] },
        { name: 'B', seats: ['4..1', '1a'] },
      ],
    },
    { name: 'Balcony', rows: [{ name: 'A', seats: ['1', '2'] }] },
  ],
});

describe('seats', () => {
  it('are written as ranges and read back', () => {
    expect(writeSeats(['S/A-1', 'S/A-2', 'S/A-3', 'S/A-7', 'S/B-4', 'S/B-3', 'S/B-1a'])).toEqual([
      'S/A-1..3',
      'S/A-7',
      'S/B-4..3',
      'S/B-1a',
    ]);
    expect(readSeats('S/A-1..3, S/A-7\n\nS/B-4..3;S/A-2').seats).toEqual([
      'S/A-1',
      'S/A-2',
      'S/A-3',
      'S/A-7',
      'S/B-4',
      'S/B-3',
    ]);
  });

  it('name what cannot be read', () => {
    expect(readSeats('S/A-1..x\nnothing\nS/A-').unclear).toEqual(['S/A-1..x', 'nothing', 'S/A-']);
  });

  it('survive being written, whatever they are', () => {
    const seat = fc.tuple(fc.constantFrom('S/A', 'S/B', 'Front-left/C'), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.uniqueArray(seat.map(([row, label]) => `${row}-${label}`)), (seats) => {
        expect(readSeats(writeSeats(seats).join('\n')).seats).toEqual(seats);
      }),
    );
  });

  it('lie in sections that are grouped by what they are called', () => {
    const named = ['Stalls 1', 'Stalls 2', 'Stalls 10', 'Box', 'Balcony A', 'Balcony B', '7', 'Circle 1'];
    const sections = named.map((name) => ({ name, rows: [{ name: 'A', seats: ['1'] }] }));
    const groups = toSectionGroups(toHallRows({ sections }));
    expect(groups.map(({ name, sections: of }) => `${name}: ${of.map((one) => one.name).join(',')}`)).toEqual([
      'Stalls: Stalls 1,Stalls 2,Stalls 10',
      'Box: Box',
      'Balcony: Balcony A,Balcony B',
      '7: 7',
      'Circle 1: Circle 1',
    ]);
  });

  it('go to one tier by the row, and leave the others', () => {
    const texts = assignRows(['Stalls/A-1..4\nStalls/B-4..1', ''], {
      rows,
      keys: new Set(['Stalls/A', 'Balcony/A']),
      tier: 1,
    });
    expect(texts).toEqual(['Stalls/B-4..1', 'Stalls/A-1..4\nBalcony/A-1..2']);
    expect([...rowTiers(texts, rows)]).toEqual([
      ['Stalls/A', 1],
      ['Stalls/B', 'mixed'],
      ['Balcony/A', 1],
    ]);
    const freed = assignRows(texts, { rows, keys: new Set(['Stalls/A']), tier: undefined });
    expect(rowTiers(freed, rows).get('Stalls/A')).toBe('none');
  });
});
