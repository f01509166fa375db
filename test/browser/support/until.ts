import { setTimeout as pause } from 'node:timers/promises';

const patienceMs = 60_000;

/** Resolves once the condition holds, also where no test runs. What throws on the way may be well the next time. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(20)) {
    if (await condition().catch(() => false)) return;
  }
  throw new Error(`it did not come to be: ${what}`);
}
