import type { Clock } from '@myevents/ports';

/** A clock that stands still until it is told to go on; its timers fire in order of time. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** The pauses asked for, in order. */
  readonly pausesMs: readonly number[];
}

export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let now = startMs;
  const pausesMs: number[] = [];
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    pausesMs,
    now: () => now,
    monotonic: () => now,
    setTimer(callback, delayMs) {
      const timer = { at: now + delayMs, callback };
      pausesMs.push(delayMs);
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance(ms) {
      now += ms;
      const due = [...timers].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      for (const timer of due) {
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}
