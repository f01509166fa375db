import {
  type CollectionIndex,
  type CursorPosition,
  type FindOptions,
  type JsonObject,
  joinKey,
  toIndexEntry,
} from '@myevents/ports';
import { behindTextEnd, textEnd, toSortable, toSortableNumber } from './sortable-text.ts';

/**
 * Where a document stands in an index, as one text: key, sort value, id. So every query is one range of one field, in the
 * index's own order, and a cursor is the place where it begins. Undefined if the document is not in that index.
 */
export function placeOf(index: CollectionIndex, id: string, document: JsonObject): string | undefined {
  const entry = toIndexEntry(index, document);
  return entry && placeAt(entry.key, { sort: entry.sort, id });
}

/** The range of places that answers a query, as MongoDB's operators. Where its end lies before its start, it is empty. */
export interface PlaceBounds {
  readonly $gt?: string;
  readonly $gte?: string;
  readonly $lt: string;
}

/** A cursor inside the range takes the place of the end it starts from, so that the index is entered right there. */
export function boundsOf(
  { key, range = {}, descending = false }: FindOptions,
  cursor: CursorPosition | undefined,
): PlaceBounds {
  const joined = joinKey(key);
  const start = toSortable(joined) + textEnd;
  const from = range.from === undefined ? start : start + toSortableValue(range.from);
  const behind = (range.to === undefined ? toSortable(joined) : start + toSortableValue(range.to)) + behindTextEnd;
  if (!cursor) return { $gte: from, $lt: behind };
  const place = placeAt(joined, cursor);
  if (descending) return { $gte: from, $lt: place < behind ? place : behind };
  return place < from ? { $gte: from, $lt: behind } : { $gt: place, $lt: behind };
}

function placeAt(key: string, { sort, id }: CursorPosition): string {
  return [toSortable(key), toSortableValue(sort), toSortable(id)].join(textEnd);
}

/** Numbers before texts. */
function toSortableValue(value: number | string): string {
  return typeof value === 'number' ? `0${toSortableNumber(value)}` : `1${toSortable(value)}`;
}
