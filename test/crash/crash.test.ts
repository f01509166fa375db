import { expect, it } from 'vitest';
import { runCrashes } from './run.ts';

it('keeps every acknowledged answer through kill -9 under load', async () => {
  const lines: string[] = [];
  const report = await runCrashes({ kills: 3, clients: 24, seed: 20_261, say: (line) => lines.push(line) });
  expect(report.violations, lines.join('\n')).toEqual([]);
  // The run must have been worth something: every kind of thing happened.
  expect(report.counts).toMatchObject({
    held: expect.any(Number),
    joined: expect.any(Number),
    'payment 200': expect.any(Number),
    'unanswered, repeated': expect.any(Number),
  });
}, 240_000);
