import type { Clock } from '@myevents/ports';

/** Time that stands still until a test moves it. Several processes share it; each has its own timers, which die with it. */
export interface FakeTime {
  now(): number;
  /** Moves on, ringing what is due on the way in its order. What the timers start goes on beside. */
  advance(ms: number): void;
  /** Somebody sets the wall clock: no time has passed. */
  setWallClock(byMs: number): void;
  /** A process's clock. Killing it, none of its timers rings any more. */
  clock(): Clock & { kill(): void };
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
  isCancelled: boolean;
}

export function createFakeTime(start = Date.parse('2031-05-01T12:00:00Z')): FakeTime {
  let now = start;
  let wallAheadMs = 0;
  let timers: Timer[] = [];

  function next(until: number): Timer | undefined {
    timers = timers.filter(({ isCancelled }) => !isCancelled);
    const due = timers.filter(({ at }) => at <= until);
    return due.reduce<Timer | undefined>((first, timer) => (first && first.at <= timer.at ? first : timer), undefined);
  }

  return {
    now: () => now + wallAheadMs,
    setWallClock(byMs) {
      wallAheadMs += byMs;
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        now = Math.max(now, timer.at);
        timer.isCancelled = true;
        timer.ring();
      }
      now = until;
    },
    clock() {
      let isDead = false;
      return {
        now: () => now + wallAheadMs,
        monotonic: () => now - start,
        setTimer(callback, delayMs) {
          const ring = () => {
            if (!isDead) callback();
          };
          const timer = { at: now + Math.max(0, delayMs), ring, isCancelled: false };
          timers.push(timer);
          return () => {
            timer.isCancelled = true;
          };
        },
        kill() {
          isDead = true;
        },
      };
    },
  };
}
