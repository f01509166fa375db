import { type CollectionIndex, compareSortValues, type FindOptions } from '@myevents/ports';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf, placeOf } from '../src/place.ts';

const index: CollectionIndex = { name: 'by-owner', key: ['owner'], sort: 'at' };
const text = fc.string({
  unit: fc.constantFrom('a', 'b', '\0', '\u0001', '\u0002', '\ud83d', '\ude00', '\uffff'),
  maxLength: 3,
});
const sort = fc.oneof(fc.integer({ min: -3, max: 3 }), text);
const id = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '😀', '\uff5e'), minLength: 1, maxLength: 2 });
const item = fc.record({ owner: text, at: sort, id });
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** What `find` promises, by looking at everything. */
function expectedOf(items: readonly Item[], options: FindOptions, cursor: Position | undefined): readonly Item[] {
  const sign = options.descending ? -1 : 1;
  const compare = (a: Position, b: Position) =>
    sign * (compareSortValues(a.sort, b.sort) || compareSortValues(a.id, b.id));
  const { from, to } = options.range ?? {};
  return items
    .filter(({ owner }) => owner === options.key[0])
    .filter(({ at }) => from === undefined || compareSortValues(at, from) >= 0)
    .filter(({ at }) => to === undefined || compareSortValues(at, to) <= 0)
    .filter((found) => !cursor || compare(positionOf(found), cursor) > 0)
    .toSorted((a, b) => compare(positionOf(a), positionOf(b)));
}

type Item = { readonly owner: string; readonly at: number | string; readonly id: string };
type Position = { readonly sort: number | string; readonly id: string };
const positionOf = ({ at, id: ownId }: Item): Position => ({ sort: at, id: ownId });

it('puts documents where a range of one field finds what a query asks for, in its order and behind its cursor', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(item, { selector: (one) => one.id, maxLength: 12 }),
      fc.record({
        key: text,
        from: optional(sort),
        to: optional(sort),
        descending: fc.boolean(),
        cursor: optional(item),
      }),
      (items, { key, from, to, descending, cursor: at }) => {
        const options = { collection: 'c', index: 'by-owner', key: [key], range: { from, to }, descending, limit: 9 };
        const cursor = at && positionOf(at);
        const bounds = boundsOf(options, cursor);
        const found = items
          .map((one) => ({ one, place: placeOf(index, one.id, one) ?? '' }))
          .filter(({ place }) => place < bounds.$lt && place >= (bounds.$gte ?? '') && place > (bounds.$gt ?? ''))
          .toSorted((a, b) => (descending ? -1 : 1) * (a.place < b.place ? -1 : 1))
          .map(({ one }) => one);
        expect(found).toEqual(expectedOf(items, options, cursor));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('has no place for a document that lacks a field', () => {
  expect(placeOf(index, 'a', { owner: 'ann' })).toBeUndefined();
});
