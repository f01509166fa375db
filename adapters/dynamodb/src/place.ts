/** Where a document stands in an index: DynamoDB orders binary keys by their unsigned bytes. */
export interface Place {
  readonly sort: number | string;
  readonly id: string;
}

/** What DynamoDB takes as a sort key. */
const keyBytesMax = 1024;

const tags = { number: 1, text: 2 } as const;
/** An end that no text contains: a NUL within a text is written as 00 ff. */
const textEnd = Buffer.from([0, 1]);
/** Behind every id: UTF-8 has no byte ff. */
const afterIds = Buffer.from([0xff]);

/**
 * A place as bytes that compare like the places do (compareSortValues, then the id): numbers before texts, texts by their UTF-8.
 * At most 512 bytes of id behind at most 1 KiB of sort, so it may be longer than a key may be: see `cutPlace`.
 */
export function encodePlace({ sort, id }: Place): Buffer {
  return Buffer.concat([encodeSort(sort), Buffer.from(id)]);
}

/** All places with this sort value lie between the two. */
export function placesOf(sort: number | string): { readonly first: Buffer; readonly last: Buffer } {
  const first = encodeSort(sort);
  return { first, last: Buffer.concat([first, afterIds]) };
}

export const everyPlace = { first: Buffer.from([0]), last: afterIds } as const;

/**
 * The part of a place that fits into a sort key. Cutting keeps the order, but for places that are alike that far: whoever
 * reads keys that were cut (`isCut`) orders those by the whole place, which the document tells.
 */
export function cutPlace(place: Uint8Array): Uint8Array {
  return place.subarray(0, keyBytesMax);
}

export function isCut(key: Uint8Array): boolean {
  return key.length === keyBytesMax;
}

function encodeSort(sort: number | string): Buffer {
  if (typeof sort === 'string') return Buffer.concat([Buffer.from([tags.text]), encodeText(sort), textEnd]);
  const bytes = Buffer.alloc(9);
  bytes[0] = tags.number;
  bytes.writeDoubleBE(sort === 0 ? 0 : sort, 1); // -0 is 0
  // Negative numbers turn all their bits round, the others only their sign: then bytes compare like numbers.
  const mask = sort < 0 ? 0xff : 0;
  for (let at = 1; at < 9; at += 1) bytes[at] = (bytes[at] ?? 0) ^ mask;
  if (mask === 0) bytes[1] = (bytes[1] ?? 0) ^ 0x80;
  return bytes;
}

function encodeText(text: string): Buffer {
  const bytes = text.isWellFormed() ? Buffer.from(text) : encodeHalves(text);
  if (!bytes.includes(0)) return bytes;
  return Buffer.from([...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])));
}

/** Half a character has no UTF-8: it is written behind a byte greater than all of it, as compareSortValues wants. */
function encodeHalves(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      if (character.isWellFormed()) return Buffer.from(character);
      const unit = character.charCodeAt(0);
      return Buffer.from([0xf5, unit >> 8, unit & 0xff]);
    }),
  );
}
