import { assert, property } from 'fast-check';
import { test } from 'vitest';
import { begin, createDrive, give, replay, startShadow, take } from './drive.ts';
import { scenario, startAt } from './scenario.ts';

/** `BOOKING_RUNS=20000` looks longer for the same; a failure prints its seed and the shortest scenario found. */
const numRuns = Number(process.env['BOOKING_RUNS'] ?? 1500);

test(
  'the sale does what the naive model does, keeps its promises and can be replayed',
  () => {
    assert(
      property(scenario, ({ settings, steps, cutAfter }) => {
        const drive = createDrive();
        begin(drive, startAt);
        drive.catalogueVersion = 1;
        give(drive, { type: 'ConfigureShow', now: startAt, catalogueVersion: 1, settings });
        steps.forEach((step, index) => {
          take(drive, step);
          if (index === cutAfter) startShadow(drive);
        });
        replay(drive);
      }),
      { numRuns },
    );
  },
  120_000 + numRuns * 100,
);
