import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGate } from '../src/gate.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = async () => new Promise<never>(() => {});
const late = { name: 'StoreUnavailableError', message: expect.stringContaining('has not answered') };

it('closes behind a call that never ends, and does the last work then', async () => {
  const gate = createGate('host/db');
  const called = expect(gate.run(never)).rejects.toMatchObject(late);
  const lastWork = vi.fn(async () => {});
  const closed = gate.close(lastWork);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(lastWork).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all([called, closed]);
  expect(lastWork).toHaveBeenCalledOnce();
  await expect(gate.run(async () => 1)).rejects.toMatchObject({ name: 'StoreUnavailableError' });
});

it('closes although its last work never ends', async () => {
  const closed = expect(createGate('host/db').close(never)).rejects.toMatchObject(late);
  await vi.advanceTimersByTimeAsync(60_000);
  await closed;
});
