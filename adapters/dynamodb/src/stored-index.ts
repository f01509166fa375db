import { hash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CollectionIndex, type JsonObject, toIndexEntry } from '@myevents/ports';
import { shardOf } from './keys.ts';
import { cutPlace, encodePlace } from './place.ts';

/** A declared index as a sparse global secondary index over two attributes of its own. */
export interface StoredIndex {
  readonly index: CollectionIndex;
  /** Names the definition too: an index that is declared otherwise is another one. */
  readonly name: string;
  /** A text: shard and key. */
  readonly keyAttribute: string;
  /** Bytes: the place among the documents of that key. */
  readonly placeAttribute: string;
}

/** The key of an index entry and its place there, as they are stored. */
export interface StoredEntry {
  readonly key: string;
  readonly place: Uint8Array;
}

/** Longer keys are stored as their hash: at most 2,048 bytes fit, and a key's JSON may take six times its text. */
const keyBytesMax = 1_024;

export function toStoredIndex(index: CollectionIndex): StoredIndex {
  if (!/^[A-Za-z0-9_.-]{1,80}$/.test(index.name)) throw new RangeError(`"${index.name}" cannot name an index.`);
  const tag = hash('sha256', JSON.stringify([index.key, index.sort])).slice(0, 6);
  return {
    index,
    name: `${index.name}.${tag}`,
    keyAttribute: `k${tag}`, // short: every item carries them
    placeAttribute: `p${tag}`,
  };
}

/** One shard of a key (joinKey): documents are spread over all of them by their id. */
export function shardKeyOf(shard: number, joined: string): string {
  const isLong = joined.length * 3 > keyBytesMax && Buffer.byteLength(joined) > keyBytesMax;
  return `${shard}:${isLong ? hash('sha256', joined) : joined}`;
}

/** Where a document stands in an index now; undefined if it is not in it. */
export function entryOf({ index }: StoredIndex, id: string, document: JsonObject): StoredEntry | undefined {
  const entry = toIndexEntry(index, document);
  if (!entry) return undefined;
  return { key: shardKeyOf(shardOf(id), entry.key), place: cutPlace(encodePlace({ sort: entry.sort, id })) };
}

/** The attributes that put a document into its indexes. */
export function indexAttributesOf(
  indexes: readonly StoredIndex[],
  id: string,
  document: JsonObject,
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const index of indexes) {
    const entry = entryOf(index, id, document);
    if (!entry) continue;
    attributes[index.keyAttribute] = { S: entry.key };
    attributes[index.placeAttribute] = { B: entry.place };
  }
  return attributes;
}
