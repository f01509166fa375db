import { expect, it } from 'vitest';
import { createHistogram } from '../load/histogram.ts';

it('is empty at first', () => {
  expect(createHistogram().summary()).toEqual({
    count: 0,
    meanMs: 0,
    p50Ms: 0,
    p90Ms: 0,
    p99Ms: 0,
    p999Ms: 0,
    maxMs: 0,
  });
});

it('finds percentiles from microseconds to minutes to within 1.6 % and never too low', () => {
  for (const scaleMs of [0.001, 0.013, 1, 7.7, 950, 60_000]) {
    const histogram = createHistogram();
    for (let n = 1; n <= 1000; n += 1) histogram.record(n * scaleMs);
    for (const share of [0.001, 0.5, 0.9, 0.99, 0.999, 1]) {
      const exactMs = Math.ceil(1000 * share) * scaleMs;
      const foundMs = histogram.percentileMs(share);
      expect(foundMs).toBeGreaterThanOrEqual(exactMs * 0.999_999);
      expect(foundMs).toBeLessThanOrEqual(exactMs * (1 + 1 / 64) + 0.001);
    }
    expect(histogram.summary()).toMatchObject({ count: 1000, maxMs: 1000 * scaleMs });
    expect(histogram.summary().meanMs).toBeCloseTo(500.5 * scaleMs, 6);
  }
});

it('keeps what is beyond its range as the slowest', () => {
  const histogram = createHistogram();
  histogram.record(1e12);
  histogram.record(1);
  expect(histogram.summary().maxMs).toBe(1e12);
  expect(histogram.percentileMs(0.5)).toBeLessThan(1.1);
});
