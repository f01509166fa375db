import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A write unit is 1 KB: beside its index entries, about so much text fits into one with a document. */
const packedLengthMin = 500;

/**
 * JSON as an attribute: text as it is while it is short, so that it can be read in the console; compressed beyond. Write units are
 * counted in KB, and the keys of one stream get 1,000 of them a second.
 */
export function packJson(json: string): AttributeValue {
  if (json.length < packedLengthMin) return { S: json };
  const bytes = Buffer.from(json);
  const packed = deflateRawSync(bytes, { level: 1 });
  return packed.length < bytes.length * 0.9 ? { B: packed } : { S: json };
}

export function unpackJson(value: AttributeValue | undefined): string | undefined {
  if (value?.B) return inflateRawSync(value.B).toString();
  return value?.S;
}
