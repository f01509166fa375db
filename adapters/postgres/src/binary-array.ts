// Arrays as PostgreSQL's binary protocol has them (array_recv in its sources): nothing to escape here, nothing to parse there.

/** The object ids of the element types, fixed in every PostgreSQL. */
const oid = { bytea: 17, int8: 20, int2: 21, int4: 23, text: 25 } as const;
const headerBytes = 20;
const nullLength = -1;

export function toTextArray(values: readonly (string | null)[]): Buffer {
  let bytes = 0;
  const lengths = values.map((value) => {
    const length = value === null ? nullLength : Buffer.byteLength(value);
    bytes += 4 + Math.max(length, 0);
    return length;
  });
  const array = startArray(oid.text, values.length, bytes);
  let at = headerBytes;
  for (const [n, value] of values.entries()) {
    at = array.writeInt32BE(lengths[n] ?? nullLength, at);
    if (value !== null) at += array.write(value, at);
  }
  return array;
}

export function toByteaArray(values: readonly (Buffer | null)[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), 0);
  const array = startArray(oid.bytea, values.length, bytes);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(value?.length ?? nullLength, at);
    if (value) at += value.copy(array, at);
  }
  return array;
}

export function toBigintArray(values: readonly number[]): Buffer {
  return toFixedArray(oid.int8, 8, values, (array, value, at) => array.writeBigInt64BE(BigInt(value), at));
}

export function toIntegerArray(values: readonly number[]): Buffer {
  return toFixedArray(oid.int4, 4, values, (array, value, at) => array.writeInt32BE(value, at));
}

export function toSmallintArray(values: readonly number[]): Buffer {
  return toFixedArray(oid.int2, 2, values, (array, value, at) => array.writeInt16BE(value, at));
}

function toFixedArray(
  type: number,
  width: number,
  values: readonly number[],
  write: (array: Buffer, value: number, at: number) => number,
): Buffer {
  const array = startArray(type, values.length, values.length * (4 + width));
  let at = headerBytes;
  for (const value of values) at = write(array, value, array.writeInt32BE(width, at));
  return array;
}

/** One dimension that counts from 1. The flag for nulls is only read as a check, and both values are allowed. */
function startArray(type: number, length: number, elementBytes: number): Buffer {
  const dimensions = length === 0 ? 0 : 1;
  const array = Buffer.allocUnsafe(headerBytes - (length === 0 ? 8 : 0) + elementBytes);
  array.writeInt32BE(dimensions, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(type, 8);
  if (length === 0) return array;
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
