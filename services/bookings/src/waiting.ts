import type { Clock } from '@myevents/ports';
import type { Changes } from './availability/changes.ts';

export interface WaitOptions<Found> {
  readonly showId: string;
  /** How long at most. */
  readonly waitMs: number;
  readonly read: () => Promise<Found>;
  /** After how many milliseconds this is what was waited for: 0 at once, Infinity for something else. */
  readonly answersInMs: (found: Found) => number;
  /** Ends the wait early: the client has gone, or the service stops. */
  readonly signal: AbortSignal;
}

/** Long polls: waits until something is so, or for as long as the client likes, and answers what there is then. */
export type WaitFor = <Found>(options: WaitOptions<Found>) => Promise<Found>;

/** Where another process runs the show, nobody calls back here: it is read again after this. */
const readAgainMs = 5_000;

/** Registers, then reads, then sleeps: no change can fall in between. Reads again at the end. */
export function createWaitFor({ changes, clock }: { readonly changes: Changes; readonly clock: Clock }): WaitFor {
  return async ({ showId, waitMs, read, answersInMs, signal }) => {
    const until = clock.monotonic() + waitMs;
    const bell = createBell();
    const stop = changes.subscribe(showId, bell.ring);
    signal.addEventListener('abort', bell.ring);
    try {
      for (;;) {
        const found = await read();
        const answerMs = answersInMs(found);
        const leftMs = until - clock.monotonic();
        if (answerMs <= 0 || leftMs <= 0 || signal.aborted) return found;
        const cancel = clock.setTimer(bell.ring, Math.min(leftMs, readAgainMs, answerMs));
        await bell.heard();
        cancel();
      }
    } finally {
      stop();
      signal.removeEventListener('abort', bell.ring);
    }
  };
}

interface Bell {
  ring(): void;
  /** Resolves at the next ring, at once if it rang since the last time. */
  heard(): Promise<void>;
}

function createBell(): Bell {
  let next = Promise.withResolvers<void>();
  return {
    ring: () => next.resolve(),
    async heard() {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
  };
}
