import { createServer } from 'node:net';
import { BusUnavailableError, type SetupStep } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { openKafkaBus } from '../src/index.ts';
import { messageOf, openPlace, topology } from './bus-of-tests.ts';

describe('opening the bus on Kafka', () => {
  it('creates everything once, whoever else does at the same time, and finds it present later', async () => {
    await using place = openPlace();
    const perProcess: SetupStep[][] = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const steps: SetupStep[] = [];
        await place.open({ onSetup: (step) => steps.push(step) });
        return steps;
      }),
    );
    const names = perProcess[0]?.map(({ what }) => what).toSorted();
    expect(names).toHaveLength(4);
    for (const steps of perProcess) expect(steps.map(({ what }) => what).toSorted()).toEqual(names);
    for (const name of names ?? []) {
      const outcomes = perProcess.flatMap((steps) => steps.filter(({ what }) => what === name));
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    }
    const again: SetupStep[] = [];
    const bus = await place.open({ onSetup: (step) => again.push(step) });
    expect(again.every(({ outcome }) => outcome === 'present')).toBe(true);
    await bus.publish([messageOf('a', 1)]);
  });

  it('says in one line which brokers it cannot reach, and not who we are', async () => {
    const url = 'kafka://somebody:hush@127.0.0.1:1/nowhere';
    const failure: unknown = await openKafkaBus({ url, topology, onError: () => {} }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BusUnavailableError);
    expect(String(failure)).toMatch(/127\.0\.0\.1:1/);
    expect(String(failure)).not.toMatch(/hush|somebody|\n/);
  });

  it('gives up on brokers that take connections and never answer', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    try {
      const opening = openKafkaBus({ url: `kafka://127.0.0.1:${port}/nowhere`, topology, onError: () => {} });
      await expect(opening).rejects.toBeInstanceOf(BusUnavailableError);
    } finally {
      silent.close();
    }
  });

  it('refuses a mistake in the URL before it connects', async () => {
    const opening = openKafkaBus({ url: 'kafka://127.0.0.1:1/x?partition=3', topology, onError: () => {} });
    await expect(opening).rejects.toThrow(/unknown parameter partition/);
  });
});
