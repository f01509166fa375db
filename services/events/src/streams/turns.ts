import { ProblemError } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';

/** Work on the same thing, one after the other in the order of arrival; different things go on side by side. */
export interface Turns {
  /** Answers what the work answers. Rejects with the ProblemError `overloaded`, and nothing done, after five seconds of waiting. */
  take<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer>;
}

/** How long a caller waits for those before it: a store that hangs is not waited for by each of them in turn. */
const patienceMs = 5_000;

export function createTurns(clock: Pick<Clock, 'monotonic'>): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    async take(key, work) {
      const since = clock.monotonic();
      const before = last.get(key);
      const end = Promise.withResolvers<void>();
      last.set(key, end.promise);
      try {
        await before;
        if (clock.monotonic() - since > patienceMs) throw new ProblemError('overloaded');
        return await work();
      } finally {
        if (last.get(key) === end.promise) last.delete(key);
        end.resolve();
      }
    },
  };
}
