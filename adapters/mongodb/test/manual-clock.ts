import type { Clock } from '@myevents/ports';

/** A clock that stands still until it is told to go on. It starts at the present time, far from the start of the process. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** The machine sleeps: only the wall clock goes on. */
  sleep(ms: number): void;
  setBack(ms: number): void;
}

export function createManualClock(): ManualClock {
  let now = Date.now();
  let monotonic = 5_000;
  return {
    now: () => now,
    monotonic: () => monotonic,
    setTimer: () => () => {},
    advance(ms) {
      now += ms;
      monotonic += ms;
    },
    sleep(ms) {
      now += ms;
    },
    setBack(ms) {
      now -= ms;
    },
  };
}
