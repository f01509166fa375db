import type { Row } from './plan.ts';
import { itemAt, known } from './present.ts';

/** Runs this long and longer look the same: ten tickets fit and leave at least two seats. */
const lengthMax = 12;

/** A stretch of adjacent free seats of one tier, as long as it can be. */
export interface Run {
  readonly row: Row;
  readonly start: number;
  readonly length: number;
}

/**
 * Which lengths of free runs a tier has, and in which rows. A segment tree over the tier's rows in plan order: a node is the
 * set of run lengths below it, a bit a length, so the first row with a wanted length is found in O(log rows).
 */
export interface RunIndex {
  readonly tier: string;
  readonly rows: readonly Row[];
  readonly leafOfRow: ReadonlyMap<Row, number>;
  /** Root at 1, the children of n at 2n and 2n + 1, leaves in the last half. */
  readonly lengths: Int32Array;
}

/** O(seats of the rows). */
export function createRunIndex(tier: string, rows: readonly Row[]): RunIndex {
  let leaves = 1;
  while (leaves < rows.length) leaves *= 2;
  const leafOfRow = new Map(rows.map((row, index) => [row, leaves + index]));
  const lengths = new Int32Array(2 * leaves);
  for (const [row, leaf] of leafOfRow) lengths[leaf] = lengthsIn(row, tier);
  for (let node = leaves - 1; node > 0; node -= 1)
    lengths[node] = itemAt(lengths, 2 * node) | itemAt(lengths, 2 * node + 1);
  return { tier, rows, leafOfRow, lengths };
}

/** To be called when a seat of the row was taken or came free. */
export function updateRow({ tier, leafOfRow, lengths }: RunIndex, row: Row): void {
  let node = known(leafOfRow, row);
  lengths[node] = lengthsIn(row, tier);
  for (node >>= 1; node > 0; node >>= 1) lengths[node] = itemAt(lengths, 2 * node) | itemAt(lengths, 2 * node + 1);
}

/** Run lengths as a set of bits. */
export const lengths = {
  exactly: (length: number): number => 1 << Math.min(length, lengthMax),
  atLeast: (length: number): number => (1 << (lengthMax + 1)) - (1 << Math.min(length, lengthMax)),
};

/** The first run in plan order whose length is in `wanted`; scans the one row that has it. */
export function firstRun({ tier, rows, lengths: tree }: RunIndex, wanted: number): Run | undefined {
  if ((itemAt(tree, 1) & wanted) === 0) return undefined;
  const leaves = tree.length / 2;
  let node = 1;
  while (node < leaves) node = (itemAt(tree, 2 * node) & wanted) !== 0 ? 2 * node : 2 * node + 1;
  const row = itemAt(rows, node - leaves);
  return runsOf(row, tier).find(({ length }) => (lengths.exactly(length) & wanted) !== 0);
}

/** The longest length there is, up to the length from which on all look the same; 0 where nothing is free. */
export function longestLength({ lengths: tree }: RunIndex): number {
  return tree[1] === 0 ? 0 : 31 - Math.clz32(itemAt(tree, 1));
}

function lengthsIn(row: Row, tier: string): number {
  return runsOf(row, tier).reduce((set, { length }) => set | lengths.exactly(length), 0);
}

function runsOf(row: Row, tier: string): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let index = 0; index <= row.tiers.length; index += 1) {
    if (row.tiers[index] === tier && row.states[index] === 'a') continue;
    if (index > start) runs.push({ row, start, length: index - start });
    start = index + 1;
  }
  return runs;
}
