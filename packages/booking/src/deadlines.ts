import { itemAt } from './present.ts';
/** An instant at which something of a booking ends by itself. */
export interface Deadline {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The order in which the bookings were made: the older one goes first at the same instant. */
  readonly order: number;
  /** 0: its payment is given up, 1: its hold ends. */
  readonly kind: 0 | 1;
  readonly bookingId: string;
}

/** A binary heap, the earliest first. Deadlines that were moved stay in it, and are recognised when they come up. */
export interface Deadlines {
  readonly heap: Deadline[];
}

/** An empty heap. */
export function createDeadlines(): Deadlines {
  return { heap: [] };
}

/** The earliest, or undefined. O(1). */
export function earliest({ heap }: Deadlines): Deadline | undefined {
  return heap[0];
}

/** O(log n). */
export function addDeadline({ heap }: Deadlines, deadline: Deadline): void {
  let index = heap.length;
  heap.push(deadline);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = itemAt(heap, parent);
    if (!isBefore(deadline, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = deadline;
}

/** Takes the earliest away. O(log n). */
export function dropEarliest({ heap }: Deadlines): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(itemAt(heap, child + 1), itemAt(heap, child))) child += 1;
    if (!isBefore(itemAt(heap, child), last)) break;
    heap[index] = itemAt(heap, child);
    index = child;
  }
  heap[index] = last;
}

function isBefore(one: Deadline, other: Deadline): boolean {
  if (one.at !== other.at) return one.at < other.at;
  if (one.order !== other.order) return one.order < other.order;
  return one.kind < other.kind;
}
