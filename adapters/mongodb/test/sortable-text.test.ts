import { compareSortValues } from '@myevents/ports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSortable, textEnd, toSortable, toSortableNumber } from '../src/sortable-text.ts';

/** Any UTF-16 units, lone surrogates and the borders of the encoding among them. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(0, 1, 2, 3, 0x61, 0xd7fe, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffe, 0xffff),
);
const text = fc.array(unit, { maxLength: 8 }).map((units) => String.fromCharCode(...units));
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());

const compareUnits = (left: string, right: string) => (left < right ? -1 : Number(left > right));

describe('a sortable text', () => {
  it('is whole Unicode without NUL and the end of texts, and tells the text', () => {
    fc.assert(
      fc.property(text, (original) => {
        const sortable = toSortable(original);
        expect(sortable.isWellFormed()).toBe(true);
        expect(sortable).not.toMatch(/[\0\u0001]/);
        expect(fromSortable(sortable)).toBe(original);
      }),
    );
  });

  it('keeps the order of compareSortValues by UTF-16 units and by UTF-8 bytes, also before its end', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const expected = Math.sign(compareSortValues(left, right));
        const [a, b] = [toSortable(left), toSortable(right)];
        expect(compareUnits(a, b)).toBe(expected);
        expect(Buffer.compare(Buffer.from(a), Buffer.from(b))).toBe(expected);
        expect(compareUnits(`${a}${textEnd}b`, `${b}${textEnd}a`)).toBe(expected || 1);
      }),
    );
  });

  it('is the text itself where that holds no unusual character', () => {
    for (const usual of ['show/shw_01', 'Grüße, 東京, عربى', ' a\tb\n']) expect(toSortable(usual)).toBe(usual);
  });
});

describe('a sortable number', () => {
  it('keeps the order of numbers', () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(compareUnits(toSortableNumber(left), toSortableNumber(right))).toBe(Math.sign(left - right));
      }),
    );
    const rising = [-Number.MAX_VALUE, -1, -5e-324, -0, 5e-324, 0.1, 2 ** 53, Number.MAX_VALUE];
    expect(rising.map(toSortableNumber).toSorted()).toEqual(rising.map(toSortableNumber));
    expect(toSortableNumber(-0)).toBe(toSortableNumber(0));
  });
});
