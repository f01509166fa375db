import { setTimeout as pause } from 'node:timers/promises';

const patienceMs = 30_000;

/** Resolves once the condition holds: other parts of the platform hear of things by message. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(20)) {
    if (await condition()) return;
  }
  throw new Error(`it did not come to be: ${what}`);
}
