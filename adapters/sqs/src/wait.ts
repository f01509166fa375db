import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, or until the signal is aborted. Unlike a timer of the clock it keeps the process alive: somebody waits for what comes
 * after, in a short command perhaps, where nothing else would.
 */
export async function wait(delayMs: number, signal?: AbortSignal): Promise<void> {
  await sleep(delayMs, undefined, signal ? { signal } : {}).catch(() => undefined);
}
