import { happenAsDue, isFull, type Work } from './due.ts';
import type { ShowEvent } from './events.ts';
import { known } from './present.ts';
import { firstInQueue } from './queue.ts';
import { endWithShow } from './rules/ending.ts';
import type { Show } from './show.ts';

/**
 * Mass effects that are true already and have still to be told one by one: entries of closed lines and of removed tiers,
 * bookings of a cancelled show. False if more are left than fit into this portion.
 */
export function tellPortion(work: Work): boolean {
  const { show, now, limits } = work;
  for (let told = 0; told < limits.portionMax && !isFull(work); told += 1) {
    const events = nextToTell(show, now);
    if (events === undefined) return true;
    for (const event of events) happenAsDue(work, event);
  }
  return !hasPortions(show);
}

/** Whether anybody is still to be told. O(tiers). */
export function hasPortions(show: Show): boolean {
  return nextToTell(show, show.at) !== undefined;
}

function nextToTell(show: Show, now: number): readonly ShowEvent[] | undefined {
  const entryId = nextClosedEntry(show);
  if (entryId !== undefined) return [{ type: 'WaitlistClosed', at: now, entryId }];
  if (!show.isCancelled) return undefined;
  for (const id of show.live) return endWithShow(known(show.bookings, id), now);
  return undefined;
}

function nextClosedEntry(show: Show): string | undefined {
  for (const { entries } of show.closing) for (const id of entries.keys()) return id;
  for (const [id, { isPlanned }] of show.tiers) {
    if (isPlanned) continue;
    for (const queue of show.room.lines.get(id)?.queues ?? []) {
      const entry = firstInQueue(queue);
      if (entry !== undefined) return entry.entryId;
    }
  }
  return undefined;
}
