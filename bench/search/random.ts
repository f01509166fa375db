/** The same numbers every time: a run can be compared with another. */
export interface Random {
  /** 0 ≤ number < 1. */
  next(): number;
  /** 0 ≤ whole number < `below`. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** The first items far more often than the last ones, the more so the higher `bias` (1: all alike). */
  pickUneven<Item>(items: readonly Item[], bias: number): Item;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough to draw test data. */
export function createRandom(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (limit: number) => Math.floor(next() * limit);
  function at<Item>(items: readonly Item[], index: number): Item {
    const item = items[index];
    if (item === undefined) throw new RangeError('there is nothing to pick from');
    return item;
  }
  return {
    next,
    below,
    pick: (items) => at(items, below(items.length)),
    pickUneven: (items, bias) => at(items, Math.floor(next() ** bias * items.length)),
  };
}
