import { happenAsDue, isFull, type Work } from './due.ts';
import type { ShowEvent } from './events.ts';
import { known } from './present.ts';
import { firstInQueue, type Queue } from './queue.ts';
import { endWithShow } from './rules/ending.ts';
import type { Show } from './show.ts';

/**
 * Mass effects that are true already and have still to be told one by one: entries of closed lines and of removed tiers,
 * bookings of a cancelled show. False if more are left than fit into this portion.
 */
export function tellPortion(work: Work): boolean {
  const { show, now, limits } = work;
  let told = 0;
  for (const events of untold(show, now)) {
    if (told >= limits.portionMax || isFull(work)) return false;
    for (const event of events) happenAsDue(work, event);
    told += 1;
  }
  return true;
}

/** Whether anybody is still to be told. O(tiers). */
export function hasPortions(show: Show): boolean {
  return (
    show.closing.length > 0 ||
    (show.isCancelled && show.live.size > 0) ||
    removedQueues(show).some(({ size }) => size > 0)
  );
}

/** Goes on from what is left after each was told; started once a portion, since a Set is slow to find its first after many left. */
function* untold(show: Show, now: number): Generator<readonly ShowEvent[]> {
  for (const { entries } of show.closing.slice()) {
    for (const entryId of entries.keys()) yield [{ type: 'WaitlistClosed', at: now, entryId }];
  }
  for (const queue of removedQueues(show)) {
    for (let entry = firstInQueue(queue); entry !== undefined; entry = firstInQueue(queue)) {
      yield [{ type: 'WaitlistClosed', at: now, entryId: entry.entryId }];
    }
  }
  if (!show.isCancelled) return;
  for (const id of show.live) yield endWithShow(known(show.bookings, id), now);
}

function removedQueues(show: Show): Queue[] {
  const removed = [...show.tiers].filter(([, { isPlanned }]) => !isPlanned);
  return removed.flatMap(([id]) => show.room.lines.get(id)?.queues ?? []);
}
