import type { HallCalendar } from '@myevents/catalog';
import type { DocumentWrite } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { CalendarDocument } from '../documents.ts';

/** Only what the sweep looks for: calendars are read from their streams, because a refusal must never be out of date. */
export function projectHall(hallId: string, { version, slots }: HallCalendar): DocumentWrite[] {
  const waiting = [...slots.values()].filter(({ isScheduled }) => !isScheduled).map(({ takenAt }) => takenAt);
  const document: CalendarDocument =
    waiting.length === 0 ? {} : { waitingSince: waiting.reduce((first, at) => Math.min(first, at)) };
  return [{ collection: collections.calendars, id: hallId, version, document }];
}
