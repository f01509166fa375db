import { afterEach, beforeEach } from 'vitest';
import { openProcess, openWorld, type Process, type World } from './world.ts';

/** Whoever imports these has a fresh world with one process in it before each test; both are let go of after it. */
export let world: World;
export let process: Process;

beforeEach(async () => {
  world = await openWorld();
  process = await openProcess(world);
});

afterEach(async () => {
  await process[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** Goes on with another process on the same store. */
export async function goOnWith(options: Parameters<typeof openProcess>[1]): Promise<void> {
  await process[Symbol.asyncDispose]();
  process = await openProcess(world, options);
}
