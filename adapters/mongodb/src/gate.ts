import { StoreUnavailableError } from '@myevents/ports';
import { toStoreError } from './mongo-failure.ts';

/** Lets calls through while the store is open, each for so long, and knows which are under way. */
export interface Gate {
  /**
   * @throws StoreUnavailableError if the store is closed, the engine failed or has not answered in time; whatever was under way
   * then may still happen.
   */
  run<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /**
   * Lets nobody in any more; when the last one is out or has waited long enough, does the last work, within the same time.
   * @throws StoreUnavailableError if that failed or is not done in time.
   */
  close(lastWork: () => Promise<void>): Promise<void>;
}

/** Several round trips together: one that the driver gives up (`socketTimeoutMS`) fails before. */
const callMsMax = 4_800;

export function createGate(label: string): Gate {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  async function runInTime<Answer>(working: Promise<Answer>): Promise<Answer> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new StoreUnavailableError(`MongoDB ${label} has not answered for ${callMsMax} ms.`));
    }, callMsMax);
    try {
      return await Promise.race([working, late]);
    } catch (error) {
      throw toStoreError(label, error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async run(work) {
      if (isClosed) throw new StoreUnavailableError(`The store ${label} was closed.`);
      const answering = runInTime(work());
      underWay.add(answering);
      const leave = () => underWay.delete(answering);
      answering.then(leave, leave);
      return answering;
    },
    async close(lastWork) {
      isClosed = true;
      await Promise.allSettled(underWay);
      await runInTime(lastWork());
    },
  };
}
