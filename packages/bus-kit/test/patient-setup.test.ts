import { SetupMissingError, type SetupStep } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { setUpPatiently } from '../src/index.ts';

/** A setup of two things that fails with these errors first, after the first thing. */
function failingWith(...failures: readonly Error[]) {
  const rest = [...failures];
  const made = new Set<string>();
  return async (onSetup: (step: SetupStep) => void): Promise<string> => {
    for (const what of ['queue a', 'queue b']) {
      onSetup({ what, outcome: made.has(what) ? 'present' : 'created' });
      made.add(what);
      const failure = rest.shift();
      if (failure) throw failure;
    }
    return 'done';
  };
}

describe('setting up patiently', () => {
  it('tries again after what may pass, and tells of each thing once', async () => {
    const steps: SetupStep[] = [];
    const setUp = failingWith(new Error('slow'), new Error('slow'));
    expect(await setUpPatiently({ setUp, onSetup: (step) => steps.push(step) })).toBe('done');
    expect(steps).toEqual(['queue a', 'queue b'].map((what) => ({ what, outcome: 'created' })));
  });

  it('gives up with the last failure', async () => {
    const setUp = failingWith(...['first', 'second', 'third', 'fourth'].map((text) => new Error(text)));
    await expect(setUpPatiently({ setUp })).rejects.toThrow('third');
  });

  it.each([
    ['is missing', new SetupMissingError('may not')],
    ['is a mistake', new RangeError('no such topic')],
    ['is final to the engine', new Error('refused')],
  ])('does not try again what %s', async (_, failure) => {
    const setUp = failingWith(failure);
    const isFinal = (error: unknown) => error instanceof Error && error.message === 'refused';
    await expect(setUpPatiently({ setUp, isFinal })).rejects.toThrow(failure);
  });
});
