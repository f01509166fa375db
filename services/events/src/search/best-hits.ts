import type { SearchPosition } from './query.ts';

/** Of hits that have what the user prefers, and of all where nothing is preferred. */
export const preferenceMin = 0;

/** The first hits of an order, of any number that are offered: those behind the last one kept cost a comparison. */
export interface BestHits {
  offer(row: number, first: number, second: number, preference: number): void;
  /** Whether nothing whose first key is `first` or more can get among them any more. */
  isSettledBefore(first: number): boolean;
  /** In order. */
  list(): readonly { readonly row: number; readonly position: SearchPosition }[];
}

export interface BestHitsOptions {
  readonly hitsMax: number;
  /** Only what stands behind it counts. */
  readonly after: SearchPosition | undefined;
  readonly tieOf: (row: number) => number;
}

export function createBestHits({ hitsMax, after, tieOf }: BestHitsOptions): BestHits {
  const rows: number[] = [];
  const positions: SearchPosition[] = [];

  /** Of a place that is not made into a position yet, since most are thrown away at once. */
  function isBefore(preference: number, first: number, second: number, tie: number, other: SearchPosition): boolean {
    if (preference !== other[0]) return preference < other[0];
    if (first !== other[1]) return first < other[1];
    if (second !== other[2]) return second < other[2];
    return tie < other[3];
  }

  return {
    offer(row, first, second, preference) {
      const tie = tieOf(row);
      const worst = rows.length < hitsMax ? undefined : positions[hitsMax - 1];
      if (worst !== undefined && !isBefore(preference, first, second, tie, worst)) return;
      if (after !== undefined && !isBehind(after, preference, first, second, tie)) return;
      let [low, high] = [0, rows.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const other = positions[middle];
        if (other !== undefined && isBefore(preference, first, second, tie, other)) high = middle;
        else low = middle + 1;
      }
      rows.splice(low, 0, row);
      positions.splice(low, 0, [preference, first, second, tie]);
      if (rows.length > hitsMax) {
        rows.pop();
        positions.pop();
      }
    },
    isSettledBefore(first) {
      const worst = rows.length < hitsMax ? undefined : positions[hitsMax - 1];
      return worst !== undefined && worst[0] === preferenceMin && worst[1] < first;
    },
    list: () =>
      rows.flatMap((row, index) => {
        const position = positions[index];
        return position === undefined ? [] : [{ row, position }];
      }),
  };

  function isBehind(other: SearchPosition, preference: number, first: number, second: number, tie: number): boolean {
    const isEqual = preference === other[0] && first === other[1] && second === other[2] && tie === other[3];
    return !isEqual && !isBefore(preference, first, second, tie, other);
  }
}
