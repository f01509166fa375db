import type { TextColumn, TextIndex } from './text-index.ts';

/** Matches that are all ranked by bm25. Above, where words that are everywhere say little, where they stand decides. */
export const rankedMax = 5_000;

/** What an expression matches. Worked out as far as it is asked for, and then remembered. */
export interface Match {
  /** All rows. */
  rows(): Uint32Array;
  /**
   * The rows by relevance, the best piece first; a row may come again in a later piece. Up to `rankedMax` matches there is one piece,
   * with bm25 as rank. Else first come those that match in the name alone, then in the tags, in the place, and all.
   */
  ranked(): Iterable<RankedRows>;
}

export interface RankedRows {
  readonly rows: Uint32Array;
  rankOf(row: number): number;
  /** No row of a later piece ranks before this. */
  readonly rankAfter: number;
}

/** Remembers what was matched last, until something changes: people ask for the same words, and for page after page. */
export interface Matches {
  of(expression: string): Match;
  withTag(tag: string): Uint32Array;
  clear(): void;
}

/** Rows remembered at most, over all expressions: 32 MB. */
const rememberedMax = 8_000_000;
const columns: readonly (TextColumn | undefined)[] = ['name', 'tags', 'place', undefined];

export function createMatches(text: TextIndex): Matches {
  const remembered = new Map<string, Uint32Array>();
  const ranks = new Map<string, ReadonlyMap<number, number> | null>();
  let rowsRemembered = 0;

  function remember(key: string, read: () => Uint32Array): Uint32Array {
    const known = remembered.get(key);
    const rows = known ?? read();
    remembered.delete(key);
    remembered.set(key, rows);
    if (known === undefined) rowsRemembered += rows.length;
    for (const [oldest, { length }] of remembered) {
      if (rowsRemembered <= rememberedMax || remembered.size === 1) break;
      remembered.delete(oldest);
      rowsRemembered -= length;
    }
    return rows;
  }

  function rowsOf(expression: string, column?: TextColumn): Uint32Array {
    return remember(`${column ?? ''}:${expression}`, () => text.rows(expression, column));
  }

  /** Null if there are too many to rank. */
  function ranksOf(expression: string): ReadonlyMap<number, number> | null {
    const known = ranks.get(expression);
    if (known !== undefined) return known;
    const found = text.countUpTo(expression, rankedMax + 1) > rankedMax ? null : text.ranks(expression);
    if (ranks.size >= 200) ranks.clear();
    ranks.set(expression, found);
    return found;
  }

  function* ranked(expression: string): Iterable<RankedRows> {
    const found = ranksOf(expression);
    if (found !== null) {
      const rows = Uint32Array.from(found.keys());
      yield { rows, rankOf: (row) => found.get(row) ?? 0, rankAfter: Number.POSITIVE_INFINITY };
      return;
    }
    for (const [rank, column] of columns.entries()) {
      yield { rows: rowsOf(expression, column), rankOf: () => rank, rankAfter: rank + 1 };
    }
  }

  return {
    of: (expression) => ({ rows: () => rowsOf(expression), ranked: () => ranked(expression) }),
    withTag: (tag) => remember(`#${tag}`, () => text.rowsWithTag(tag)),
    clear() {
      remembered.clear();
      ranks.clear();
      rowsRemembered = 0;
    },
  };
}
