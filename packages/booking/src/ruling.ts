import type { Subject } from './decision.ts';
import type { ShowEvent } from './events.ts';
import type { Refusal } from './refusals.ts';

/** What a rule finds by reading the show: events to apply, a refusal, or the commit in which it was accepted before. */
export type Ruling =
  | { readonly events: readonly ShowEvent[]; readonly subject: Subject }
  | { readonly refusal: Refusal }
  | { readonly subject: Subject; readonly version: number };

/** Accepted, with what it is about; no events where there was nothing left to do. */
export function accept(subject: Subject, ...events: readonly ShowEvent[]): Ruling {
  return { events, subject };
}

/** Refused: nothing happens. */
export function refuse(refusal: Refusal): Ruling {
  return { refusal };
}

/** The subject of a command about a booking. */
export function aboutBooking(id: string): Subject {
  return { kind: 'booking', id };
}

/** The subject of a command about a waitlist entry. */
export function aboutEntry(id: string): Subject {
  return { kind: 'waitlist-entry', id };
}

/** The subject of everything else. */
export const aboutShow: Subject = { kind: 'show' };

/** For the `default` of a switch: a new kind has to be handled to compile. */
export function unreachable(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`);
}
