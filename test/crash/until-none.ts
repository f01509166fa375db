import { setTimeout as pause } from 'node:timers/promises';
import type { Violation } from './checks.ts';

/** What is repeated until it is done has an end, and this waits for that, not for a time: checks again until nothing is found. */
export async function untilNone(check: () => Promise<Violation[]>, withinMs: number): Promise<Violation[]> {
  const until = Date.now() + withinMs;
  let found = await check();
  while (found.length > 0 && Date.now() < until) {
    await pause(500);
    found = await check();
  }
  return found;
}
