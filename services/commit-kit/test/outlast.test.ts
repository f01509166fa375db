import { BusUnavailableError, StoreUnavailableError } from '@myevents/ports';
import { expect, it } from 'vitest';
import { outlast } from '../src/index.ts';

/** Fails with these, one after the other, and then does what it should. */
function failingWith(...failures: readonly Error[]) {
  const rest = [...failures];
  return async () => {
    const failure = rest.shift();
    if (failure) throw failure;
    return 'done';
  };
}

it('goes on when the engine is back, and tells what it was waiting for', async () => {
  const failures = [new StoreUnavailableError('slow'), new BusUnavailableError('away')];
  const told: unknown[] = [];
  expect(await outlast(failingWith(...failures), { onFailure: (error) => told.push(error) })).toBe('done');
  expect(told).toEqual(failures);
});

it('does not wait for ever', async () => {
  const failures = Array.from({ length: 9 }, (_, n) => new StoreUnavailableError(`failure ${n}`));
  const outlasted = outlast(failingWith(...failures), { onFailure: () => {}, patienceMs: 500 });
  await expect(outlasted).rejects.toThrow(/failure [12]/);
});

it('waits for nothing that will not pass', async () => {
  const mistake = new RangeError('no such topic');
  const told: unknown[] = [];
  await expect(outlast(failingWith(mistake), { onFailure: (error) => told.push(error) })).rejects.toBe(mistake);
  expect(told).toEqual([]);
});
