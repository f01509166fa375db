import { isDue, type Show } from '@myevents/booking';
import type { DocumentWrite } from '@myevents/ports';
import { collections, toWrite } from '../collections.ts';
import type { LoadedShow } from './load-show.ts';
import type { ShowView } from './show-view.ts';

/** Who owes money is at it already; another process takes over when this has passed. */
const owedGraceMs = 1_000;

/** When the show has to be looked after next: not before `now` where only the provider is waited for. */
export function nextWakeAt(show: Show, view: ShowView, now: number): number | null {
  if (view.wakeAt === null || view.wakeAt > now || isDue(show, now)) return view.wakeAt;
  return now + owedGraceMs;
}

/**
 * The write of the wake document that has to ride with a commit, if any. The stored instant may be earlier than the real
 * one, never later: it is then corrected when it comes. So a rush of holds writes it once, and not with each of them.
 */
export function planWake(state: LoadedShow, view: ShowView, now: number): DocumentWrite | undefined {
  const wakeAt = nextWakeAt(state.show, view, now);
  const isFired = state.storedWakeAt <= now;
  const isEarlier = wakeAt !== null && wakeAt < state.storedWakeAt;
  if (!isFired && !isEarlier) return undefined;
  state.storedWakeAt = wakeAt ?? Number.POSITIVE_INFINITY;
  return toWakeWrite(view, wakeAt);
}

/** Null: nothing is due any more. */
export function toWakeWrite({ showId, version }: ShowView, wakeAt: number | null): DocumentWrite {
  return toWrite({ collection: collections.wakes, id: showId, version }, wakeAt === null ? null : { wakeAt });
}
