import { type Show, type ShowEvent, type TierAvailability, tiersOf, wakeAt } from '@myevents/booking';

/** A show's availability at one of its versions: it stays as it is while the sequencer changes the state. */
export interface ShowView {
  readonly showId: string;
  /** 0: the sale has not heard of such a show. */
  readonly version: number;
  readonly at: number;
  readonly eventId: string;
  readonly currency: string;
  readonly tiers: readonly TierAvailability[];
  /** The earliest instant anything is due, epoch milliseconds; null: never. */
  readonly wakeAt: number | null;
  /** No waitlist entry's status or place has changed since this version; joining at the end is no change to anybody. */
  readonly lineMovedVersion: number;
}

/** O(tiers). */
export function toView(show: Show, lineMovedVersion: number): ShowView {
  return {
    showId: show.id,
    version: show.version,
    at: show.at,
    eventId: show.settings?.eventId ?? '',
    currency: show.settings?.currency ?? '',
    tiers: tiersOf(show),
    wakeAt: wakeAt(show),
    lineMovedVersion,
  };
}

/** Whether any of the events changes an entry's status, and so perhaps the place of those behind it. */
export function movesLine(events: readonly ShowEvent[]): boolean {
  return events.some((event) => 'entryId' in event && event.type !== 'WaitlistJoined');
}
