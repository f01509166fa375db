import { itemAt } from './present.ts';
import type { Entry } from './waiting-room.ts';

/**
 * The entries of one tier that want the same quantity, in the order in which they came. Entries leave from anywhere; a
 * Fenwick tree over the places counts who is still there, so every question costs O(log n).
 */
export interface Queue {
  /** The place of each entry in the whole line, rising. */
  places: number[];
  /** Undefined where somebody has left. */
  entries: (Entry | undefined)[];
  /** `tree[i]` counts the entries present at the indexes (i - lowest bit of i, i], counted from 1. */
  tree: number[];
  /** Index of the first entry present. */
  head: number;
  size: number;
}

/** Nobody waits. */
export function createQueue(): Queue {
  return { places: [], entries: [], tree: [0], head: 0, size: 0 };
}

/** The first in the queue, or undefined. O(1). */
export function firstInQueue(queue: Queue): Entry | undefined {
  return queue.entries[queue.head];
}

/** At the end: `entry.place` is higher than all before. */
export function pushToQueue(queue: Queue, entry: Entry): void {
  queue.places.push(entry.place);
  queue.entries.push(entry);
  const index = queue.places.length;
  let sum = 1;
  for (let child = index - 1; child > index - (index & -index); child -= child & -child)
    sum += itemAt(queue.tree, child);
  queue.tree.push(sum);
  queue.size += 1;
}

/** The entry has to be present. */
export function removeFromQueue(queue: Queue, entry: Entry): void {
  const index = indexOfPlace(queue, entry.place);
  queue.entries[index] = undefined;
  for (let node = index + 1; node < queue.tree.length; node += node & -node) {
    queue.tree[node] = itemAt(queue.tree, node) - 1;
  }
  queue.size -= 1;
  while (queue.head < queue.entries.length && queue.entries[queue.head] === undefined) queue.head += 1;
  if (queue.entries.length > 64 && queue.size * 2 < queue.entries.length) compact(queue);
}

/** How many entries of this queue stand before a place of the line. */
export function countBefore(queue: Queue, place: number): number {
  let count = 0;
  for (let node = indexOfPlace(queue, place); node > 0; node -= node & -node) count += itemAt(queue.tree, node);
  return count;
}

/** The first index whose place is not before the given one. */
function indexOfPlace({ places }: Queue, place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (itemAt(places, middle) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Costs O(n) after n / 2 entries have left. */
function compact(queue: Queue): void {
  const present = queue.entries.filter((entry) => entry !== undefined);
  Object.assign(queue, createQueue());
  for (const entry of present) pushToQueue(queue, entry);
}
