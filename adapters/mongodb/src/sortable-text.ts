/**
 * Any JavaScript text as one that every engine keeps to the last bit and puts in the order of `compareSortValues`, whether it
 * compares UTF-8 bytes (MongoDB) or UTF-16 units: nearly all texts stand for themselves. Units from U+D7FF on, lone
 * surrogates among them, which BSON cannot hold, become U+D7FF and their rank; those below U+0003 become U+0002 and their rank,
 * so that U+0001 never occurs and can end a text (`textEnd`), and U+0000 never occurs at all.
 */
export function toSortable(text: string): string {
  if (plain.test(text)) return text;
  let sortable = '';
  for (let at = 0; at < text.length; at += 1) sortable += toSortableUnit(text.charCodeAt(at));
  return sortable;
}

/** The text that `toSortable` made it from. */
export function fromSortable(sortable: string): string {
  if (plain.test(sortable)) return sortable;
  return sortable.replace(escaped, (_, mark: string, rank: string) =>
    String.fromCharCode(mark === lowMark ? rank.charCodeAt(0) - rankMin : unitOfRank(rank.charCodeAt(0) - rankMin)),
  );
}

/** Stands below every character of a sortable text: a shorter text comes before what it is the beginning of. */
export const textEnd = '\u0001';
/** The smallest character of a sortable text: with it instead of `textEnd` a bound lies behind all that ended there. */
export const behindTextEnd = '\u0002';

/** A finite number as a text that sorts as the number does: its 64 bits, negative ones turned round. */
export function toSortableNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value + 0); // -0 is 0
  const bits = view.getBigUint64(0);
  const isNegative = bits >> 63n === 1n;
  return BigInt.asUintN(64, isNegative ? ~bits : bits | (1n << 63n))
    .toString(16)
    .padStart(16, '0');
}

const lowMark = '\u0002';
const highMark = '\ud7ff';
const rankMin = 3;
const plain = /^[\u0003-\ud7fe]*$/;
const escaped = /([\u0002\ud7ff])([^])/g;

function toSortableUnit(unit: number): string {
  if (unit < 3) return lowMark + String.fromCharCode(rankMin + unit);
  if (unit < 0xd7ff) return String.fromCharCode(unit);
  return highMark + String.fromCharCode(rankMin + rankOf(unit));
}

/** U+D7FF, then U+E000 to U+FFFF, then the surrogates: they stand for the characters above all those. */
function rankOf(unit: number): number {
  if (unit === 0xd7ff) return 0;
  return unit >= 0xe000 ? unit - 0xe000 + 1 : unit - 0xd800 + 0x2001;
}

function unitOfRank(rank: number): number {
  if (rank === 0) return 0xd7ff;
  return rank <= 0x2000 ? rank - 1 + 0xe000 : rank - 0x2001 + 0xd800;
}
