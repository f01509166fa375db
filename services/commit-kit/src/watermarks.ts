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
  /** Writes what is left. */
  close(): Promise<void>;
}

const flushEveryMs = 200;
/** Streams whose watermark this process remembers. Of a forgotten one the next commit is published twice. */
const streamsMax = 50_000;

export function createWatermarks(options: {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly onError?: (error: unknown) => void;
}): Watermarks {
  const { log, clock, onError } = options;
  const known = new Map<string, number>();
  const dirty = new Map<string, number>();
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

  return {
    done({ stream, version }, { isOldestPending }) {
      const through = known.get(stream) ?? 0;
      if (version <= through || (version !== through + 1 && !isOldestPending)) return;
      known.delete(stream);
      known.set(stream, version);
      if (known.size > streamsMax) known.delete(known.keys().next().value ?? stream);
      dirty.set(stream, version);
      schedule();
    },
    isDone: ({ stream, version }) => version <= (known.get(stream) ?? 0),
    async close() {
      writing = writing.then(write);
      await writing;
    },
  };
}
