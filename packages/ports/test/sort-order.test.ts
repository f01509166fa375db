import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSortValues } from '../src/index.ts';

const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed());

describe('compareSortValues', () => {
  it('orders texts as their bytes in UTF-8 do', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareSortValues(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareSortValues('\u{1f600}', '\uff5e')).toBeGreaterThan(0);
  });

  it('orders numbers by value, and before texts', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), text, (number, other) => {
        expect(compareSortValues(number, other)).toBeLessThan(0);
        expect(compareSortValues(other, number)).toBeGreaterThan(0);
        expect(compareSortValues(number, number)).toBe(0);
      }),
    );
    expect(compareSortValues(9, 10)).toBeLessThan(0);
  });
});
