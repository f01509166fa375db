import { type DocumentWrite, encodeDocument } from '@myevents/ports';
import { toBigintArray, toByteaArray, toSmallintArray, toTextArray } from './binary-array.ts';
import type { Collections } from './collections.ts';
import { encodeName } from './name.ts';
import { slots } from './schema.ts';

/**
 * Document writes as the arrays that `put_documents` takes, one for each column.
 * @throws RangeError for what no engine takes, and for a collection that was not declared.
 */
export function toDocumentArrays(writes: readonly DocumentWrite[], collections: Collections): readonly Buffer[] {
  const documents = writes.map(encodeDocument);
  const entries = writes.map(({ collection, document }) => collections.entriesOf(collection, document));
  const column = (slot: number) => entries.map((entry) => entry[slot - 1] ?? null);
  return [
    toSmallintArray(writes.map(({ collection }) => collections.numberOf(collection))),
    toTextArray(writes.map(({ id }) => encodeName(id))),
    toBigintArray(writes.map(({ version }) => version)),
    toTextArray(documents),
    ...slots.map((slot) => {
      const values = column(slot);
      return toByteaArray(values.some((value) => value !== null) ? values : []); // a short array goes on with nulls
    }),
  ];
}
