import type { TextIndex } from './text-index.ts';

/** What an expression matches, as far as it was asked for. */
export interface Match {
  readonly rows: Uint32Array;
  /**
   * How well a row matches; lower is better. Up to `rankedMax` matches that is bm25. Above, where words that are everywhere
   * say little, it is where they stand: all in the name, all in the tags, all in the place, or else; then the soonest comes first.
   */
  rankOf(): (row: number) => number;
}

/** Remembers what was matched last, until something changes: people ask for the same words, and for page after page. */
export interface Matches {
  of(expression: string): Match;
  withTag(tag: string): Uint32Array;
  clear(): void;
}

export const rankedMax = 5_000;
/** Rows remembered at most, over all expressions: 32 MB. */
const rememberedMax = 8_000_000;

export function createMatches(text: TextIndex): Matches {
  const remembered = new Map<string, Match>();
  const tagged = new Map<string, Uint32Array>();
  let rowsRemembered = 0;

  function makeRoom(rows: number): void {
    rowsRemembered += rows;
    for (const entries of [remembered, tagged]) {
      for (const [key, entry] of entries) {
        if (rowsRemembered <= rememberedMax) return;
        rowsRemembered -= 'rows' in entry ? entry.rows.length : entry.length;
        entries.delete(key);
      }
    }
  }

  function createMatch(expression: string): Match {
    const rows = text.rows(expression);
    let rank: ((row: number) => number) | undefined;
    return {
      rows,
      rankOf() {
        rank ??= rows.length <= rankedMax ? byRelevance(text, expression) : byColumn(text, expression, rows);
        return rank;
      },
    };
  }

  return {
    of(expression) {
      const known = remembered.get(expression);
      if (known !== undefined) {
        remembered.delete(expression);
        remembered.set(expression, known);
        return known;
      }
      const match = createMatch(expression);
      makeRoom(match.rows.length);
      remembered.set(expression, match);
      return match;
    },
    withTag(tag) {
      const known = tagged.get(tag);
      if (known !== undefined) return known;
      const rows = text.rowsWithTag(tag);
      makeRoom(rows.length);
      tagged.set(tag, rows);
      return rows;
    },
    clear() {
      remembered.clear();
      tagged.clear();
      rowsRemembered = 0;
    },
  };
}

function byRelevance(text: TextIndex, expression: string): (row: number) => number {
  const ranks = text.ranks(expression);
  return (row) => ranks.get(row) ?? 0;
}

function byColumn(text: TextIndex, expression: string, rows: Uint32Array): (row: number) => number {
  const columns = ['name', 'tags', 'place'] as const;
  const ranks = new Uint8Array((rows.at(-1) ?? 0) + 1).fill(columns.length);
  for (const [rank, column] of [...columns.entries()].reverse()) {
    for (const row of text.rows(expression, column)) ranks[row] = rank;
  }
  return (row) => ranks[row] ?? columns.length;
}
