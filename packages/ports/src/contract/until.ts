import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Far beyond what any engine needs, so that a broken promise ends in a sentence instead of a hanging run. */
const patienceMs = 30_000;

/**
 * Waits until something is so, and fails by saying what never was. Patience begins anew when `countDone` tells another number: a
 * slow engine that gets on is not a broken one.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  countDone: () => number = () => 0,
): Promise<void> {
  let deadline = performance.now() + patienceMs;
  let done = countDone();
  for (let pauseMs = 1; !(await isSo()); pauseMs = Math.min(pauseMs * 2, 50)) {
    if (countDone() !== done) [done, deadline] = [countDone(), performance.now() + patienceMs];
    assert.ok(performance.now() < deadline, `waited ${patienceMs} ms in vain until ${what}`);
    await sleep(pauseMs);
  }
}
