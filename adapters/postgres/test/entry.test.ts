import { compareSortValues } from '@myevents/ports';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeSort, endOf, startOf } from '../src/entry.ts';
import { decodeName, encodeName } from '../src/name.ts';

/** Any sequence of UTF-16 units: lone surrogates and NUL too. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const value = fc.oneof(number, fc.string({ unit: 'binary' }), anyText, fc.constantFrom('\uffff', '😀', '\ud83d', '\0'));

it('sorts bytes as compareSortValues sorts values', () => {
  fc.assert(
    fc.property(value, value, (left, right) => {
      const order = Buffer.compare(encodeSort(left), encodeSort(right));
      expect(Math.sign(order)).toBe(Math.sign(compareSortValues(left, right)));
    }),
    { numRuns: 2_000 },
  );
});

it('keeps all entries of a key between its ends, and those of other keys and collections outside', () => {
  const key = fc.array(fc.oneof(anyText, fc.string({ minLength: 300, maxLength: 400 })), { maxLength: 3 });
  fc.assert(
    fc.property(key, key, value, (one, two, sort) => {
      const [start, entry] = [startOf(1, one), Buffer.concat([startOf(1, two), encodeSort(sort)])];
      const isInside = Buffer.compare(start, entry) <= 0 && Buffer.compare(entry, endOf(start)) < 0;
      expect(isInside).toBe(JSON.stringify(one) === JSON.stringify(two));
      expect(Buffer.compare(endOf(start), startOf(2, two))).toBeLessThan(0);
    }),
  );
});

it('writes names without NUL, and keeps them, their order and their prefixes', () => {
  const name = fc.string({
    unit: fc.oneof(fc.constantFrom('\0', '\u0001', '\u0002', 'a'), fc.string({ unit: 'binary' })),
  });
  fc.assert(
    fc.property(name, name, (one, two) => {
      expect(encodeName(one)).not.toContain('\0');
      expect(decodeName(encodeName(one))).toBe(one);
      expect(encodeName(one + two).startsWith(encodeName(one))).toBe(true);
      const order = compareSortValues(encodeName(one), encodeName(two));
      expect(Math.sign(order)).toBe(Math.sign(compareSortValues(one, two)));
    }),
  );
});
