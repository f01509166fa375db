import type { PassedOver } from './events.ts';
import { itemAt } from './present.ts';
import { countBefore, createQueue, firstInQueue, pushToQueue, type Queue, removeFromQueue } from './queue.ts';
import type { Entry } from './waiting-room.ts';

/** The most an entry can ask for. */
export const quantityMax = 10;

/** Who waits for a tier (rule 5): one queue per quantity, so that a walk looks at ten heads however long the line is. */
export interface Line {
  /** Index = quantity - 1. */
  readonly queues: readonly Queue[];
  /** Tickets wanted by all of them. */
  tickets: number;
  entries: number;
}

/** What the walk measures entries by: r and h of rule 5. */
export interface Supply {
  readonly free: number;
  readonly held: number;
}

/** Nobody waits. */
export function createLine(): Line {
  return { queues: Array.from({ length: quantityMax }, createQueue), tickets: 0, entries: 0 };
}

/** At the end. */
export function joinLine(line: Line, entry: Entry): void {
  pushToQueue(itemAt(line.queues, entry.quantity - 1), entry);
  line.tickets += entry.quantity;
  line.entries += 1;
}

/** From anywhere. */
export function leaveLine(line: Line, entry: Entry): void {
  removeFromQueue(itemAt(line.queues, entry.quantity - 1), entry);
  line.tickets -= entry.quantity;
  line.entries -= 1;
}

/**
 * The first entry that is not passed over: it is offered its tickets if they are free, otherwise it blocks the line. An offer
 * turns free into held, so free + held, and with it who is passed over, stays the same during a walk.
 */
export function headOfLine(line: Line, supply: Supply): Entry | undefined {
  let head: Entry | undefined;
  const quantities = Math.min(quantityMax, supply.free + supply.held);
  for (let quantity = 1; quantity <= quantities; quantity += 1) {
    const first = firstInQueue(itemAt(line.queues, quantity - 1));
    if (first !== undefined && (head === undefined || first.place < head.place)) head = first;
  }
  return head;
}

/** The entry to be offered next, or undefined where the walk ends. */
export function nextToOffer(line: Line, supply: Supply): Entry | undefined {
  const head = headOfLine(line, supply);
  return head !== undefined && head.quantity <= supply.free ? head : undefined;
}

/** Who stands before an entry and wants more than could come free, by quantity. */
export function passedOverBy(line: Line, entry: Entry, supply: Supply): PassedOver[] {
  const passed: PassedOver[] = [];
  for (let quantity = supply.free + supply.held + 1; quantity <= quantityMax; quantity += 1) {
    const queue = itemAt(line.queues, quantity - 1);
    const first = firstInQueue(queue);
    if (first === undefined || first.place >= entry.place) continue;
    passed.push({ quantity, entries: countBefore(queue, entry.place), firstEntryId: first.entryId });
  }
  return passed;
}

/** How many entries stand before this one, and how many tickets they want. O(log n). */
export function aheadOf(line: Line, entry: Entry): { readonly entries: number; readonly tickets: number } {
  let entries = 0;
  let tickets = 0;
  line.queues.forEach((queue, index) => {
    const count = countBefore(queue, entry.place);
    entries += count;
    tickets += count * (index + 1);
  });
  return { entries, tickets };
}
