import { beforeEach, expect, it } from 'vitest';
import { RecentChanges } from '../src/forwarding/recent-changes.ts';

let nowMs = 0;
let missed = 0;
let timers: (() => void)[] = [];
let changes: RecentChanges;

beforeEach(() => {
  [nowMs, missed, timers] = [0, 0, []];
  const setTimer = (run: () => void) => {
    timers.push(run);
    return () => {};
  };
  changes = new RecentChanges({ clock: { monotonic: () => nowMs, setTimer }, onMissed: () => (missed += 1) });
});

it('are the newest version of each stream of the catalogue, for two seconds', () => {
  changes.note({ stream: 'event/a', version: 1 });
  changes.note({ stream: 'show/s', version: 9 });
  changes.note({ stream: 'catalogue' });
  nowMs = 1500;
  changes.note({ stream: 'location/b', version: 4 });
  changes.note({ stream: 'location/b', version: 3 });
  expect(changes.list()).toEqual([
    { stream: 'event/a', version: 1 },
    { stream: 'location/b', version: 4 },
  ]);
  nowMs = 2500;
  expect(changes.list()).toEqual([{ stream: 'location/b', version: 4 }]);
});

it('are at most a hundred; where more came at once, lists are made anew a while later', () => {
  for (let n = 0; n < 150; n += 1) changes.note({ stream: `event/${n}`, version: 1 });
  expect(changes.list().length).toBe(100);
  expect(changes.list().at(-1)).toEqual({ stream: 'event/149', version: 1 });
  expect([missed, timers.length]).toEqual([0, 1]);
  timers[0]?.();
  expect(missed).toBe(1);
  changes.note({ stream: 'event/x', version: 1 });
  expect(timers.length).toBe(2);
});

it('push out what is old without further ado', () => {
  for (let n = 0; n < 100; n += 1) changes.note({ stream: `event/${n}`, version: 1 });
  nowMs = 5000;
  changes.note({ stream: 'event/x', version: 1 });
  expect(timers).toEqual([]);
});
