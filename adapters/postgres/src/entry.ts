import { hash } from 'node:crypto';
import { type CollectionIndex, type JsonObject, joinKey, toIndexEntry } from '@myevents/ports';

// The place of a document in an index, as bytes that sort as the index does: the collection's number, the key, a zero byte,
// the sort value. One bytea column sorts faster than its parts would, and takes what PostgreSQL's text refuses: NUL and
// lone surrogates.

/** Longer keys stand as their digest: a key is only ever compared for equality, and an entry of a B-tree has 2,700 bytes at most. */
const keyBytesMax = 200;
const numberTag = 1;
const textTag = 2;

/** Null if the document is not in this index. */
export function toEntry(collection: number, index: CollectionIndex, document: JsonObject | null): Buffer | null {
  const place = document === null ? undefined : toIndexEntry(index, document);
  return place ? Buffer.concat([startOfJoined(collection, place.key), encodeSort(place.sort)]) : null;
}

/** All entries of a key begin with these bytes; the next key's are not smaller than `endOf` of them. */
export function startOf(collection: number, key: readonly string[]): Buffer {
  return startOfJoined(collection, joinKey(key));
}

/** The first bytes behind all entries that begin with `start`. */
export function endOf(start: Buffer): Buffer {
  const end = Buffer.from(start);
  end[end.length - 1] = 1;
  return end;
}

function startOfJoined(collection: number, key: string): Buffer {
  const bytes = Buffer.from(key); // JSON, or nothing: without a zero byte
  const kept = bytes.length <= keyBytesMax ? bytes : Buffer.from(`#${hash('sha256', bytes, 'base64url')}`);
  const start = Buffer.alloc(2 + kept.length + 1);
  start.writeUInt16BE(collection, 0);
  kept.copy(start, 2);
  return start;
}

/** Bytes that compare as compareSortValues does. */
export function encodeSort(value: number | string): Buffer {
  return typeof value === 'number' ? encodeNumber(value) : encodeText(value);
}

/** IEEE 754 with the sign bit turned over, and all others too where it is negative. */
function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = numberTag;
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1); // -0 is 0
  const flip = (bytes[1] ?? 0) >= 0x80 ? 0xff : 0;
  for (let at = 1; at < 9; at += 1) bytes[at] = (bytes[at] ?? 0) ^ flip;
  if (flip === 0) bytes[1] = (bytes[1] ?? 0) | 0x80;
  return bytes;
}

/** UTF-8, and each half of a surrogate pair on its own behind a byte that is larger than those of all other characters. */
function encodeText(value: string): Buffer {
  const tag = Buffer.from([textTag]);
  if (!/[\ud800-\udfff]/.test(value)) return Buffer.concat([tag, Buffer.from(value)]);
  const parts = value.split(/([\ud800-\udfff])/).map((part) => {
    const unit = part.charCodeAt(0);
    const isHalf = part.length === 1 && unit >= 0xd800 && unit <= 0xdfff;
    return isHalf ? Buffer.from([0xf0, unit >> 8, unit & 0xff]) : Buffer.from(part);
  });
  return Buffer.concat([tag, ...parts]);
}
