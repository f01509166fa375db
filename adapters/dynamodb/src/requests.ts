import type { StoreUnavailableError } from '@myevents/ports';
import { lanesMax } from './client.ts';
import { isRefusal, kindOf, toUnavailableError } from './failure.ts';
import { createLanes } from './lanes.ts';

type Request<Answer> = (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>;

/** The one way to the engine: bounded, patient, and with an end. */
export interface Requests {
  /**
   * Runs one request, again with growing, jittered pauses while the engine is busy or silent, for about 4 s. So it may run
   * again after it has taken effect: only requests that may be repeated go through here.
   * @throws StoreUnavailableError when patience ends or the engine refuses; ConditionalCheckFailedException as it comes.
   */
  run<Answer>(request: Request<Answer>): Promise<Answer>;
  /** The same, but what the engine refuses comes as its own error: for setting up. */
  runRaw<Answer>(request: Request<Answer>): Promise<Answer>;
  /** A pause that grows with `tries`, for what the engine left undone. */
  pause(tries: number): Promise<void>;
  unavailable(reason: unknown): StoreUnavailableError;
}

export const patienceMs = 4_000;
/** When nobody has got an answer for so long, a request is tried again on another connection. */
const answerMsMax = 2_500;
/** When others get answers, the engine is slow rather than gone, and asking once more would make it slower: so long is waited. */
const slowMsMax = 5_000;
/** So long may a request still take that comes when the engine has been silent beyond patience: somebody must notice its return. */
const probeMs = 1_000;
const pauseMs = { first: 25, max: 800 } as const;

export function createRequests(place: string): Requests {
  /** When the engine fell silent; undefined since its last answer, whatever that was. */
  let silentSince: number | undefined;
  let answeredAt = 0;
  const lanes = createLanes({
    count: lanesMax,
    patienceMs,
    whenStuck: () => (isGone() ? unavailable(new Error('it does not answer')) : undefined),
  });

  function isGone(): boolean {
    return silentSince !== undefined && performance.now() - silentSince >= patienceMs;
  }

  /** While the engine is silent all share one deadline, however late they come; each may still try once. */
  function nextDeadline(): number {
    const now = performance.now();
    return silentSince === undefined ? now + patienceMs : Math.max(silentSince + patienceMs, now + probeMs);
  }

  function unavailable(reason: unknown): StoreUnavailableError {
    return toUnavailableError(place, reason);
  }

  function heard(): void {
    silentSince = undefined;
    answeredAt = performance.now();
  }

  async function attempt<Answer>(request: Request<Answer>, silenceMsMax: number): Promise<Answer> {
    const startedAt = performance.now();
    const aborting = new AbortController();
    const look = () => {
      const now = performance.now();
      const leftMs = Math.min(Math.max(startedAt, answeredAt) + silenceMsMax, startedAt + slowMsMax) - now;
      if (leftMs < 1) aborting.abort();
      else timer = setTimeout(look, leftMs);
    };
    let timer = setTimeout(look, silenceMsMax);
    try {
      const answer = await request({ abortSignal: aborting.signal });
      heard();
      return answer;
    } catch (error) {
      if (kindOf(error) === 'silent') silentSince ??= Math.max(startedAt, answeredAt);
      else heard();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async function pause(tries: number): Promise<void> {
    const ms = (0.5 + Math.random() / 2) * Math.min(pauseMs.first * 2 ** tries, pauseMs.max);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  async function runRaw<Answer>(request: Request<Answer>): Promise<Answer> {
    let deadline: number | undefined;
    for (let tries = 0; ; tries += 1) {
      const leave = await lanes.enter();
      deadline ??= nextDeadline();
      try {
        return await attempt(request, Math.max(probeMs, Math.min(answerMsMax, deadline - performance.now())));
      } catch (error) {
        if (kindOf(error) === 'answered') throw error;
        if ((tries > 0 && performance.now() >= deadline) || isGone()) throw unavailable(error);
      } finally {
        leave();
      }
      await pause(tries);
    }
  }

  return {
    unavailable,
    pause,
    runRaw,
    async run(request) {
      try {
        return await runRaw(request);
      } catch (error) {
        throw isRefusal(error) ? unavailable(error) : error;
      }
    },
  };
}
