import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 120_000;

/** Waits until something is so, and fails by saying what never was. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await sleep(20);
  }
}
