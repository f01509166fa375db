import { compareSortValues } from '@myevents/ports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromKeyText, shardOf, shardsMax, toKeyText } from '../src/keys.ts';
import { cutPlace, encodePlace, everyPlace, isCut, type Place, placesOf } from '../src/place.ts';
import { entryOf, shardKeyOf, toStoredIndex } from '../src/stored-index.ts';

const wholeText = fc.string({ unit: fc.oneof(fc.constantFrom('\0', '\u0001', 'a', 'b', '\uff5e', '🎪'), fc.string()) });
const wellFormed = wholeText.filter((text) => text.isWellFormed());
const numbers = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const sorts = fc.oneof(numbers, wellFormed);
const places = fc.record({ sort: sorts, id: wellFormed });

function comparePlaces(left: Place, right: Place): number {
  return compareSortValues(left.sort, right.sort) || compareSortValues(left.id, right.id);
}

describe('the bytes of a place', () => {
  it('compare as the places do', () => {
    fc.assert(
      fc.property(places, places, (left, right) => {
        const order = Math.sign(Buffer.compare(encodePlace(left), encodePlace(right)));
        expect(order).toBe(Math.sign(comparePlaces(left, right)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lie within the ends of their sort value and of everything, and outside those of others', () => {
    fc.assert(
      fc.property(places, sorts, (place, sort) => {
        const bytes = encodePlace(place);
        const { first, last } = placesOf(sort);
        expect(Buffer.compare(first, bytes) <= 0).toBe(compareSortValues(place.sort, sort) >= 0);
        expect(Buffer.compare(bytes, last) <= 0).toBe(compareSortValues(place.sort, sort) <= 0);
        expect(Buffer.compare(everyPlace.first, bytes)).toBe(-1);
        expect(Buffer.compare(bytes, everyPlace.last)).toBe(-1);
      }),
    );
  });

  it('keep their order when they are cut, but for what is alike that far', () => {
    const long = fc.record({ sort: wellFormed.map((text) => `${'x'.repeat(1_015)}${text}`), id: wellFormed });
    fc.assert(
      fc.property(long, long, (left, right) => {
        const cut = Buffer.compare(cutPlace(encodePlace(left)), cutPlace(encodePlace(right)));
        expect([0, Math.sign(comparePlaces(left, right))]).toContain(cut);
      }),
    );
    const largest = encodePlace({ sort: '\0'.repeat(1_024), id: '🎪'.repeat(128) });
    expect(isCut(cutPlace(largest))).toBe(true);
    expect(cutPlace(largest)).toHaveLength(1_024);
  });

  it('tell halves of characters apart, behind whole ones', () => {
    const [whole, low, high] = ['\u{10ffff}', '\ud83d', '\ude00'].map((sort) => encodePlace({ sort, id: '' }));
    expect(Buffer.compare(whole ?? Buffer.of(), low ?? Buffer.of())).toBe(-1);
    expect(Buffer.compare(low ?? Buffer.of(), high ?? Buffer.of())).toBe(-1);
  });
});

describe('keys', () => {
  it('are never empty, and come back as they were, in order', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (left, right) => {
        expect(toKeyText(left)).not.toBe('');
        expect(fromKeyText(toKeyText(left))).toBe(left);
        const order = Math.sign(compareSortValues(toKeyText(left), toKeyText(right)));
        expect(order).toBe(Math.sign(compareSortValues(left, right)));
      }),
    );
  });

  it('fit, however long and strange their values are', () => {
    const index = toStoredIndex({ name: 'by-owner', key: ['owner'], sort: 'at' });
    for (const filling of ['x', '\0', '\ud83d', '東']) {
      const entry = entryOf(index, 'id', { owner: filling.repeat(1_000), at: 1 });
      expect(Buffer.byteLength(entry?.key ?? '')).toBeLessThanOrEqual(2_048);
      expect(entry?.key).not.toBe('');
    }
    const [one, other] = ['a', 'b'].map((end) => shardKeyOf(3, JSON.stringify(['x'.repeat(1_000) + end])));
    expect(one).not.toBe(other);
  });

  it('spread ids over all shards', () => {
    const seen = new Set(Array.from({ length: 400 }, (_, n) => shardOf(`bkg_${n}`)));
    expect(seen.size).toBe(shardsMax);
  });
});
