import type { Refusal, Subject } from '../../src/index.ts';

/** What becomes of a command; its events are the world's. */
export type Verdict =
  | { outcome: 'accepted'; subject: Subject }
  | { outcome: 'repeated'; subject: Subject; version: number }
  | { outcome: 'refused'; refusal: Refusal };

export const about = (booking: { id: string }): Verdict => ({
  outcome: 'accepted',
  subject: { kind: 'booking', id: booking.id },
});
export const aboutEntry = (id: string): Verdict => ({ outcome: 'accepted', subject: { kind: 'waitlist-entry', id } });
export const aboutShow: Verdict = { outcome: 'accepted', subject: { kind: 'show' } };
export const refused = (refusal: Refusal): Verdict => ({ outcome: 'refused', refusal });
