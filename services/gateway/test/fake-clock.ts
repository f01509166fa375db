import type { Clock } from '@myevents/ports';

/** Stands still until it is moved. */
export class FakeClock implements Clock {
  time = 1_800_000_000_000;
  now = () => this.time;
  monotonic = () => this.time;
  setTimer = () => () => {};
}
