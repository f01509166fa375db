import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameRows, nextName, numberings, numberSeats } from './number-seats.ts';
import { compactLabels, expandLabels } from './seat-labels.ts';

describe('numbering', () => {
  it('counts from either side, or odd and even from the middle', () => {
    expect(numberSeats(4, 'leftToRight')).toEqual(['1', '2', '3', '4']);
    expect(numberSeats(4, 'rightToLeft', 101)).toEqual(['104', '103', '102', '101']);
    expect(numberSeats(5, 'oddLeft')).toEqual(['5', '3', '1', '2', '4']);
    expect(numberSeats(5, 'oddRight')).toEqual(['4', '2', '1', '3', '5']);
    expect(numberSeats(1, 'oddRight')).toEqual(['1']);
  });

  it('gives every number once, whatever the scheme', () => {
    const schemes = fc.constantFrom(...numberings);
    fc.assert(
      fc.property(
        schemes,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 500 }),
        (scheme, count, first) => {
          const numbers = numberSeats(count, scheme, first).map(Number);
          expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => first + at));
        },
      ),
    );
  });
});

describe('names of rows', () => {
  it.each([
    ['A', 'B'],
    ['Z', 'AA'],
    ['AZ', 'BA'],
    ['zz', 'aaa'],
    ['9', '10'],
    ['09', '10'],
    ['R 9', 'R 10'],
    ['Box', 'Box 2'],
    ['AAAA', 'AAAA 2'],
  ])('go on after %s with %s', (name, next) => {
    expect(nextName(name)).toBe(next);
  });

  it('can leave out those that look like numbers, except as the first', () => {
    expect(nameRows('H', 3, { skipsLookalikes: true })).toEqual(['H', 'J', 'K']);
    expect(nameRows('I', 2, { skipsLookalikes: true })).toEqual(['I', 'J']);
    expect(nameRows('N', 3)).toEqual(['N', 'O', 'P']);
    expect(nameRows('9', 2, { skipsLookalikes: true })).toEqual(['9', '10']);
  });
});

describe('ranges of labels', () => {
  it('are written out in either direction, and refused where they are none', () => {
    expect(expandLabels(['1..3', '7', '6..5', 'W'])).toEqual(['1', '2', '3', '7', '6', '5', 'W']);
    for (const wrong of ['a..b', '1..', '01..4', '1..9999']) expect(expandLabels([wrong]), wrong).toBeUndefined();
  });

  it('are found again', () => {
    const label = fc.oneof(fc.nat(60).map(String), fc.constantFrom('W', '1a', '007'));
    fc.assert(
      fc.property(fc.uniqueArray(label, { maxLength: 60 }), (labels) => {
        expect(expandLabels(compactLabels(labels))).toEqual(labels);
      }),
    );
  });
});
