/** Time as the services see it; tests and the simulator move it by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that never jump: to notice a wall clock that does. */
  monotonic(): number;
  /** Calls back once, not before `delayMs` have passed. The answer cancels it. A timer never keeps the process alive. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** Node refuses longer timers than this and fires them at once. */
const timerMsMax = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), timerMsMax));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
