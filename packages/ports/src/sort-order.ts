/**
 * The order of an index's sort field, alike on every engine: numbers by value, before strings, which go by code point
 * (that of their UTF-8 bytes, and not that of `<`, which compares UTF-16 units and so puts 😀 before \uff5e).
 */
export function compareSortValues(left: number | string, right: number | string): number {
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1;
  if (typeof right === 'number') return 1;
  return compareByCodePoint(left, right);
}

function compareByCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others, so they move behind the last units that stand for themselves. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
