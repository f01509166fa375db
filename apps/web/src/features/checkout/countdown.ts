/** Seconds before the end of a hold at which it is said how much is left. */
const warnings = [300, 120, 60, 30] as const;

export type Warning = (typeof warnings)[number];

/** Whole seconds until the deadline, rounded up: 0 only once it has come. */
export function secondsUntil(deadline: number, now: number): number {
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

/** The latest warning that is due; undefined while there is more time than any speaks of, and at the end. */
export function warningAt(secondsLeft: number): Warning | undefined {
  if (secondsLeft <= 0) return undefined;
  return warnings.findLast((warning) => secondsLeft <= warning);
}

/** Until the number of whole seconds changes. */
export function msToNextSecond(deadline: number, now: number): number {
  const left = deadline - now;
  return left <= 0 ? 1000 : left % 1000 || 1000;
}

export type Urgency = 'calm' | 'soon' | 'now';

export function urgencyOf(secondsLeft: number): Urgency {
  if (secondsLeft <= 60) return 'now';
  return secondsLeft <= 120 ? 'soon' : 'calm';
}
