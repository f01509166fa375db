import type { Collection, CollectionIndex, FindOptions } from './document-store.ts';
import type { JsonObject } from './json.ts';

/** Where a document stands in an index: under `key`, at `sort`. */
export interface IndexEntry {
  readonly key: string;
  readonly sort: number | string;
}

/** The place of a document in one index; undefined if it lacks a field of it or has it in a type that no index takes. */
export function toIndexEntry({ key, sort }: CollectionIndex, document: JsonObject): IndexEntry | undefined {
  const place = document[sort];
  if (typeof place !== 'string' && !(typeof place === 'number' && Number.isFinite(place))) return undefined;
  const values: string[] = [];
  for (const field of key) {
    const value = document[field];
    if (typeof value !== 'string') return undefined;
    values.push(value);
  }
  return { key: joinKey(values), sort: place };
}

/** Several values as one text: JSON, so that no two keys are the same, whatever separators, NULs or lone surrogates they hold. */
export function joinKey(values: readonly string[]): string {
  return values.length === 0 ? '' : JSON.stringify(values);
}

/**
 * The index that a query names.
 * @throws RangeError if it was not declared, the key has another number of fields, or the limit is none.
 */
export function findIndex(collection: Collection, { index: name, key, limit }: FindOptions): CollectionIndex {
  const index = collection.indexes.find((candidate) => candidate.name === name);
  if (!index) throw new RangeError(`Collection ${collection.name} has no index ${name}.`);
  if (index.key.length !== key.length) throw new RangeError(`Index ${name} has a key of ${index.key.length} fields.`);
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`${limit} is no limit.`);
  return index;
}

/** @throws RangeError if it was not declared when the store was opened. */
export function findCollection(collections: readonly Collection[], name: string): Collection {
  const collection = collections.find((candidate) => candidate.name === name);
  if (!collection) throw new RangeError(`There is no collection ${name}: declare it when the store is opened.`);
  return collection;
}
