import type { Clock, EventLog } from '@myevents/ports';
import type { Publisher } from './publisher.ts';

export interface SweeperOptions {
  readonly log: EventLog;
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** What is younger is still being published by the process that committed it. */
  readonly olderThanMs?: number;
  readonly everyMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** At most this many commits a round; the next round follows at once while there are as many. */
const roundCommitsMax = 500;

/** Publishes what a crashed process, or a broker that was away, left behind. Two sweepers may publish twice: harmless. */
export function startSweeper(options: SweeperOptions): AsyncDisposable {
  const { log, publisher, clock, olderThanMs = 5_000, everyMs = 1_000, onError } = options;
  let isStopped = false;
  let cancelTimer: (() => void) | undefined;
  let round: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    let isFull = false;
    try {
      const keys = await log.pending({ olderThanMs, limit: roundCommitsMax });
      isFull = keys.length === roundCommitsMax;
      // Not awaited as a whole: a stream whose consumer keeps failing must not hold up the others' next round.
      void publisher.catchUp(keys);
    } catch (error) {
      onError?.(error);
    }
    if (!isStopped) schedule(isFull ? everyMs / 10 : everyMs * (0.75 + Math.random() / 2));
  }

  function schedule(delayMs: number): void {
    cancelTimer = clock.setTimer(() => {
      round = sweep();
    }, delayMs);
  }

  schedule(everyMs);
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      cancelTimer?.();
      await round;
    },
  };
}
