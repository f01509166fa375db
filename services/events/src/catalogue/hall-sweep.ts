import { slotWaitMs } from '@myevents/catalog';
import type { Clock, DocumentStore } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { HallSlots } from './hall-slots.ts';

export interface HallSweepOptions {
  readonly documents: DocumentStore;
  readonly slots: HallSlots;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const everyMs = 15_000;
const hallsMax = 100;

/** Looks after slots whose show never came, because the process that took them died. */
export function startHallSweep({ documents, slots, clock, onError }: HallSweepOptions): AsyncDisposable {
  let isStopped = false;
  let cancelTimer: (() => void) | undefined;
  let round: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      const { items } = await documents.find({
        collection: collections.calendars,
        index: 'waiting',
        key: [],
        range: { to: clock.now() - slotWaitMs },
        limit: hallsMax,
      });
      for (const { id } of items) await slots.settle(id);
    } catch (error) {
      onError(error);
    }
    if (!isStopped) schedule();
  }

  function schedule(): void {
    cancelTimer = clock.setTimer(
      () => {
        round = sweep();
      },
      everyMs * (0.75 + Math.random() / 2),
    );
  }

  schedule();
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      cancelTimer?.();
      await round;
    },
  };
}
