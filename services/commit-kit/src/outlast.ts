import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailableError, StoreUnavailableError } from '@myevents/ports';

export interface OutlastOptions {
  /** Told of each failure that is outlasted. */
  readonly onFailure: (error: unknown) => void;
  /** After this the failure is the caller's. Default 60,000. */
  readonly patienceMs?: number;
}

const pauseMs = { first: 100, max: 2_000 } as const;

/**
 * A step of a start, again and again while the engine that it needs is slow or away for a moment: a process that was restarted
 * beside it must not end with it. `work` may have taken effect when it failed.
 */
export async function outlast<Answer>(
  work: () => Promise<Answer>,
  { onFailure, patienceMs = 60_000 }: OutlastOptions,
): Promise<Answer> {
  const until = performance.now() + patienceMs;
  for (let pause: number = pauseMs.first; ; pause = Math.min(pause * 2, pauseMs.max)) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof StoreUnavailableError || error instanceof BusUnavailableError;
      if (!mayPass || performance.now() + pause > until) throw error;
      onFailure(error);
    }
    await sleep(pause);
  }
}
