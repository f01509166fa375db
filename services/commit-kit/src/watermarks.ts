import type { Clock, CommitKey, EventLog } from '@myevents/ports';

export interface Watermarks {
  /**
   * A commit's messages are out. The stream's watermark follows only without a gap: another process may have committed the
   * version before and crashed, and a mark beyond it would lose its messages. What cannot be marked is marked by the
   * sweeper, which begins at the oldest pending commit (`isOldestPending`).
   */
  done(key: CommitKey, options: { readonly isOldestPending: boolean }): void;
  /** Whether it is marked already, or will be with the next write. */
  isDone(key: CommitKey): boolean;
  /** Whether its messages are out, be it beyond a gap: they need not go out once more, only the watermark has to follow. */
  isPublished(key: CommitKey): boolean;
  /** Writes what is left. */
  close(): Promise<void>;
}

const flushEveryMs = 200;
/** Streams whose watermark this process remembers. Of a forgotten one the next commit is published twice. */
const streamsMax = 50_000;
/** Versions beyond a gap that are remembered, of all streams together. Forgotten ones are published twice. */
const aheadMax = 200_000;

export function createWatermarks(options: {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly onError?: (error: unknown) => void;
}): Watermarks {
  const { log, clock, onError } = options;
  const known = new Map<string, number>();
  const dirty = new Map<string, number>();
  /** By stream, the versions that are published beyond a gap. */
  const ahead = new Map<string, Set<number>>();
  let aheadCount = 0;
  let isScheduled = false;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (dirty.size === 0) return;
    const marks = [...dirty].map(([stream, throughVersion]) => ({ stream, throughVersion }));
    dirty.clear();
    try {
      await log.published(marks);
    } catch (error) {
      // Nothing is lost: these commits stay pending. The marks are written with the next ones.
      for (const { stream, throughVersion } of marks) {
        dirty.set(stream, Math.max(throughVersion, dirty.get(stream) ?? 0));
      }
      schedule();
      onError?.(error);
    }
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    clock.setTimer(() => {
      isScheduled = false;
      writing = writing.then(write);
    }, flushEveryMs);
  }

  function keepAhead({ stream, version }: CommitKey): void {
    const versions = ahead.get(stream) ?? new Set();
    ahead.set(stream, versions);
    aheadCount += versions.has(version) ? 0 : 1;
    versions.add(version);
    const [oldest] = ahead.keys();
    if (aheadCount > aheadMax && oldest !== undefined) forgetAhead(oldest);
  }

  function forgetAhead(stream: string): void {
    aheadCount -= ahead.get(stream)?.size ?? 0;
    ahead.delete(stream);
  }

  /** The gap before what was published ahead may be closed now: the end of what follows without another one. */
  function takeAhead({ stream, version }: CommitKey): number {
    const versions = ahead.get(stream);
    if (!versions) return version;
    if (version > (known.get(stream) ?? 0) + 1) {
      for (const one of versions) if (one <= version && versions.delete(one)) aheadCount -= 1;
    }
    let through = version;
    for (; versions.delete(through + 1); through += 1) aheadCount -= 1;
    if (versions.size === 0) ahead.delete(stream);
    return through;
  }

  const isDone = ({ stream, version }: CommitKey) => version <= (known.get(stream) ?? 0);

  return {
    done(key, { isOldestPending }) {
      const { stream, version } = key;
      if (isDone(key)) return;
      if (version !== (known.get(stream) ?? 0) + 1 && !isOldestPending) return keepAhead(key);
      const through = takeAhead(key);
      known.delete(stream);
      known.set(stream, through);
      if (known.size > streamsMax) known.delete(known.keys().next().value ?? stream);
      dirty.set(stream, through);
      schedule();
    },
    isDone,
    isPublished: (key) => isDone(key) || ahead.get(key.stream)?.has(key.version) === true,
    async close() {
      writing = writing.then(write);
      await writing;
    },
  };
}
