import { setTimeout as pause } from 'node:timers/promises';
import type { Violation } from './checks.ts';

/**
 * What is repeated until it is done has an end, and this waits for that, not for a time: checks again until nothing is found. A
 * check that could not be made has found that.
 */
export async function untilNone(check: () => Promise<Violation[]>, withinMs: number): Promise<Violation[]> {
  const until = Date.now() + withinMs;
  const look = async () => check().catch((error: unknown) => [`it could not be checked: ${String(error)}`]);
  let found = await look();
  while (found.length > 0 && Date.now() < until) {
    await pause(500);
    found = await look();
  }
  return found;
}
