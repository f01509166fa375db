import type { IdempotentRequest } from './decision.ts';
import type { EventDetails } from './event-state.ts';
import type { HallFacts, ShowChanges, ShowDraft } from './show.ts';

interface At {
  /** Epoch milliseconds: max(own clock, `at` of the last commit). */
  readonly now: number;
}

interface Change extends At {
  /** The version the change was made for; of the event, or of the show where it is about one. */
  readonly ifVersion?: number | undefined;
}

export interface CreateEvent extends At {
  readonly type: 'CreateEvent';
  readonly id: string;
  readonly details: EventDetails;
  readonly request?: IdempotentRequest | undefined;
}

export interface ChangeEvent extends Change {
  readonly type: 'ChangeEvent';
  readonly details: Partial<EventDetails>;
}

export interface PublishEvent extends Change {
  readonly type: 'PublishEvent';
}

/** Cancels the event's shows that are not over with it. */
export interface CancelEvent extends Change {
  readonly type: 'CancelEvent';
}

/** The hall has given the slot already. */
export interface ScheduleShow extends At {
  readonly type: 'ScheduleShow';
  readonly showId: string;
  readonly slotId: string;
  readonly draft: ShowDraft;
  readonly hall: HallFacts;
  readonly request?: IdempotentRequest | undefined;
}

export interface ChangeShow extends Change {
  readonly type: 'ChangeShow';
  readonly showId: string;
  /** Used if hall, times or capacity change: then the hall has given it already. */
  readonly slotId: string;
  readonly changes: ShowChanges;
  /** The hall it will be in. */
  readonly hall: HallFacts;
  /** Held and booked by tier, as last heard of. */
  readonly taken: Readonly<Record<string, number>>;
}

export interface CancelShow extends Change {
  readonly type: 'CancelShow';
  readonly showId: string;
}

/** The slot waited too long for its show; nothing happens if a show has it after all. */
export interface GiveUpSlot extends At {
  readonly type: 'GiveUpSlot';
  readonly slotId: string;
}

export type EventCommand =
  | CreateEvent
  | ChangeEvent
  | PublishEvent
  | CancelEvent
  | ScheduleShow
  | ChangeShow
  | CancelShow
  | GiveUpSlot;
