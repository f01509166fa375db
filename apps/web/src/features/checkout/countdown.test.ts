import { describe, expect, it } from 'vitest';
import { msToNextSecond, secondsUntil, urgencyOf, warningAt } from './countdown.ts';

describe('the countdown of a hold', () => {
  it('shows nothing only once the end has come', () => {
    expect([10_000, 9001, 9000, 1, 0, -5].map((left) => secondsUntil(left, 0))).toEqual([10, 10, 9, 1, 0, 0]);
  });

  it('ticks when the shown second changes', () => {
    expect(msToNextSecond(10_000, 700)).toBe(300);
    expect(msToNextSecond(10_000, 1000)).toBe(1000);
    expect(secondsUntil(10_000, 700 + msToNextSecond(10_000, 700))).toBe(9);
  });

  it('warns at five, two and one minutes and at thirty seconds, and says nothing in between or at the end', () => {
    const heard = new Set<number | undefined>();
    for (let seconds = 600; seconds >= 0; seconds -= 1) heard.add(warningAt(seconds));
    expect([...heard]).toEqual([undefined, 300, 120, 60, 30]);
    expect(warningAt(301)).toBeUndefined();
    expect(warningAt(300)).toBe(300);
    expect(warningAt(31)).toBe(60);
    expect(warningAt(0)).toBeUndefined();
  });

  it('grows more urgent', () => {
    expect([121, 120, 61, 60, 1].map(urgencyOf)).toEqual(['calm', 'soon', 'soon', 'now', 'now']);
  });
});
