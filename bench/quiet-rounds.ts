import { setTimeout as pause } from 'node:timers/promises';
import { describeCores, neighbourCoresMax, watchNeighbours } from './report/neighbours.ts';

/** Runs rounds of a measurement while others leave the machine alone, as long as patience lasts. */
export interface QuietRounds {
  /**
   * Runs it, waiting for a quiet moment first, and once more if others became busy meanwhile. When patience has come to an
   * end, whatever comes out counts.
   */
  run<Result>(round: () => Promise<Result>): Promise<Result>;
  /** The most that others kept busy during a round that counts, in cores. */
  disturbance(): number;
}

const lookMs = 300;

/** `patienceMs` is what may be lost to waiting and to rounds that do not count, over all rounds. */
export function createQuietRounds(patienceMs: number, progress: (text: string) => void): QuietRounds {
  let leftMs = patienceMs;
  let disturbance = 0;

  async function awaitQuiet(): Promise<void> {
    while (leftMs > 0) {
      const busyCores = watchNeighbours();
      await pause(lookMs);
      if (busyCores() <= neighbourCoresMax) return;
      leftMs -= lookMs;
    }
  }

  return {
    disturbance: () => disturbance,
    async run(round) {
      for (;;) {
        await awaitQuiet();
        const startedAt = performance.now();
        const busyCores = watchNeighbours();
        const result = await round();
        const busy = busyCores();
        if (busy <= neighbourCoresMax || leftMs <= 0) {
          disturbance = Math.max(disturbance, busy);
          return result;
        }
        leftMs -= performance.now() - startedAt;
        progress(`other programs kept ${describeCores(busy)} busy: once more`);
      }
    },
  };
}
