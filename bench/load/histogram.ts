/** Buckets in each power of two: what is read back is at most 1/64 (1.6 %) too high. */
const bucketsPerOctave = 64;
const octaves = 32;

/** What a table shows of many durations, in milliseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** Counts durations in buckets that grow with the value, so that recording costs the same for any number of them. */
export interface Histogram {
  record(ms: number): void;
  /** The smallest recorded duration that at least `share` (0–1) of all do not exceed, to 1.6 %; 0 when empty. */
  percentileMs(share: number): number;
  summary(): LatencySummary;
}

export function createHistogram(): Histogram {
  const counts = new Float64Array(bucketsPerOctave * octaves);
  let count = 0;
  let sumMs = 0;
  let maxMs = 0;

  function percentileMs(share: number): number {
    const wanted = Math.max(1, Math.ceil(count * share));
    let seen = 0;
    for (const [index, bucketCount] of counts.entries()) {
      seen += bucketCount;
      if (count > 0 && seen >= wanted) return Math.min(maxMs, upperBoundUs(index) / 1000);
    }
    return 0;
  }

  return {
    record(ms) {
      const index = indexOf(ms * 1000);
      counts[index] = (counts[index] ?? 0) + 1;
      count += 1;
      sumMs += ms;
      if (ms > maxMs) maxMs = ms;
    },
    percentileMs,
    summary: () => ({
      count,
      meanMs: count === 0 ? 0 : sumMs / count,
      p50Ms: percentileMs(0.5),
      p90Ms: percentileMs(0.9),
      p99Ms: percentileMs(0.99),
      p999Ms: percentileMs(0.999),
      maxMs,
    }),
  };
}

/** Below one octave a bucket is a microsecond; then each octave of microseconds is cut into equal parts. */
function indexOf(us: number): number {
  if (us < bucketsPerOctave) return Math.max(0, Math.floor(us));
  const octave = Math.floor(Math.log2(us / bucketsPerOctave));
  const part = Math.floor(us / 2 ** octave) - bucketsPerOctave;
  return Math.min(bucketsPerOctave * (octave + 1) + part, bucketsPerOctave * octaves - 1);
}

function upperBoundUs(index: number): number {
  if (index < bucketsPerOctave) return index + 1;
  const octave = Math.floor(index / bucketsPerOctave) - 1;
  const part = (index % bucketsPerOctave) + bucketsPerOctave;
  return (part + 1) * 2 ** octave;
}
