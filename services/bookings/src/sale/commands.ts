import type { Decision, EntryView, ShowCommand } from '@myevents/booking';
import type { BookingDocument } from '../projections/booking-document.ts';

type WithoutNow<Command> = Command extends unknown ? Omit<Command, 'now'> : never;

/** A command as it arrives: the sequencer says what time it is when its turn comes. */
export type UntimedCommand = WithoutNow<ShowCommand>;

/** What became of a command, durable when it is told. */
export interface Outcome {
  readonly decision: Exclude<Decision, { outcome: 'due' }>;
  /** The version of the show it rests on: the commit's own where it committed anything. */
  readonly version: number;
  /** The show's time, epoch milliseconds. */
  readonly at: number;
  /** The subject as the commit left it, where the commit touched it. */
  readonly booking?: BookingDocument;
  readonly entry?: EntryView;
}
