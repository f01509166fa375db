import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../src/index.ts';

describe('the system’s clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls back once, not before the time has passed, and not at all when cancelled', () => {
    const [callback, cancelled] = [vi.fn(), vi.fn()];
    systemClock.setTimer(callback, 1_000);
    systemClock.setTimer(cancelled, 1_000)();
    vi.advanceTimersByTime(999);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('calls back at once for a time that has passed', () => {
    const callback = vi.fn();
    systemClock.setTimer(callback, -5);
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });
});
