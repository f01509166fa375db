import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandLabels, marksBySeat, type RowMarks, readMarks, type SeatMark } from '../src/index.ts';

const row = ['1', '2', '3', '4', '5', '6a'];
const read = (marks: RowMarks, labels: readonly string[] = row) => readMarks(marks, labels, '/marks');

describe('readMarks', () => {
  it('makes labels compact and keeps the order they were given in', () => {
    expect(read({ accessible: ['2', '3', '4'], restricted: ['6a', '1'] })).toEqual({
      marks: { accessible: ['2..4'], restricted: ['6a', '1'] },
    });
  });

  it('lets a wheelchair’s place, or a companion’s, have a restricted view', () => {
    const marks = { accessible: ['1'], companion: ['2'], restricted: ['1..2'] };
    expect(read(marks)).toEqual({ marks: { ...marks, restricted: ['1', '2'] } });
  });

  it.each<[string, RowMarks, string, RegExp]>([
    ['a seat the row does not have', { accessible: ['1', '7'] }, '/marks/accessible/1', /no seat 7/],
    ['a range that leaves the row', { restricted: ['4..6'] }, '/marks/restricted/0', /no seat 6$/],
    ['a broken range', { companion: ['1..x'] }, '/marks/companion/0', /like 1\.\.40/],
    ['a range without end', { companion: ['1..999999'] }, '/marks/companion/0', /like 1\.\.40/],
    ['a seat twice', { accessible: ['1..3', '2'] }, '/marks/accessible/1', /seat 2 twice/],
    [
      'one seat for a wheelchair and a companion',
      { companion: ['4', '1..2'], accessible: ['2'] },
      '/marks/companion/1',
      /seat 2 is marked accessible/,
    ],
  ])('refuses %s', (_what, marks, field, message) => {
    expect(read(marks)).toEqual({ code: 'validation-failed', field, message: expect.stringMatching(message) });
  });
});

it('gives every seat the marks that it was given, and no other', () => {
  const label = fc.oneof(fc.integer({ min: 1, max: 12 }).map(String), fc.constantFrom('1a', 'W1', '01'));
  const seatWithMarks = fc.tuple(
    label,
    fc.constantFrom<readonly SeatMark[]>(
      [],
      ['accessible'],
      ['companion'],
      ['restricted'],
      ['accessible', 'restricted'],
      ['companion', 'restricted'],
    ),
  );
  fc.assert(
    fc.property(fc.uniqueArray(seatWithMarks, { selector: ([seat]) => seat, minLength: 1 }), (seats) => {
      const marked = (mark: SeatMark) => seats.flatMap(([seat, marks]) => (marks.includes(mark) ? [seat] : []));
      const given = {
        accessible: marked('accessible'),
        companion: marked('companion'),
        restricted: marked('restricted'),
      };
      const labels = seats.map(([seat]) => seat);
      const once = read(given, labels);
      if ('code' in once) throw new Error(once.code);
      expect(marksBySeat(once.marks)).toEqual(new Map(seats.filter(([, marks]) => marks.length > 0)));
      for (const [mark, list] of Object.entries(once.marks))
        expect(expandLabels(list)).toEqual(marked(mark as SeatMark));
      expect(read(once.marks, labels)).toEqual(once);
    }),
  );
});
