import { BusUnavailableError, systemClock } from '@myevents/ports';

const pauseMsMin = 100;
const pauseMsMax = 2_000;

export interface Retrying {
  run(): Promise<void>;
  /** Asked before each attempt. */
  isOver(): boolean;
  /** Told of the first failure only, since those that follow are most often the same, and not of a broker that is away: the link tells. */
  report(error: unknown): void;
}

/** Runs it until it succeeds or is not wanted any more, with growing pauses. Never rejects. */
export async function retrying({ run, isOver, report }: Retrying): Promise<void> {
  for (let pauseMs = pauseMsMin; !isOver(); pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    try {
      await run();
      return;
    } catch (error) {
      if (pauseMs === pauseMsMin && !isOver() && !(error instanceof BusUnavailableError)) report(error);
    }
    await new Promise<void>((resolve) => {
      systemClock.setTimer(resolve, pauseMs);
    });
  }
}
