import type { Clock } from '@myevents/ports';

/**
 * Watches whether this process's clock can be trusted to end holds. It cannot when wall clock and monotonic clock part by
 * more than a second (somebody set the clock, or the machine slept), or when it is ten seconds behind or ahead of a commit
 * that somebody just made.
 */
export interface ClockGuard {
  /** Null while the clock can be trusted, else the reason, for operators. */
  problem(): string | null;
  /** To be told the instant of every commit that is read from the log. */
  sawCommit(at: number): void;
  /** Likewise where it was certainly made after `sinceMs` by this process's clock. */
  sawNewCommit(at: number, sinceMs: number): void;
}

const partedMsMax = 1_000;
const apartMsMax = 10_000;
/** A new time that both clocks have agreed on for this long is the time: a machine that slept works again by itself. */
const settledAfterMs = 30_000;
/** Both clocks are disciplined a little differently, which adds up over days and is no jump. */
const rebaseAfterMs = 60_000;

interface Sample {
  readonly wall: number;
  readonly monotonic: number;
}

export function createClockGuard(clock: Clock): ClockGuard {
  let base = sample();
  let jumpedTo: Sample | undefined;
  let latestCommitAt = 0;
  let aheadSeenAt: number | undefined;

  function sample(): Sample {
    return { wall: clock.now(), monotonic: clock.monotonic() };
  }

  function jump(now: Sample): string | null {
    const partedMs = partedBy(base, now);
    if (Math.abs(partedMs) <= partedMsMax) {
      jumpedTo = undefined;
      if (now.monotonic - base.monotonic > rebaseAfterMs) base = now;
      return null;
    }
    if (jumpedTo === undefined || Math.abs(partedBy(jumpedTo, now)) > partedMsMax) jumpedTo = now;
    if (now.monotonic - jumpedTo.monotonic < settledAfterMs) {
      return `the wall clock jumped by ${Math.round(partedMs)} ms against the monotonic clock`;
    }
    base = now;
    jumpedTo = undefined;
    return null;
  }

  return {
    problem() {
      const now = sample();
      const jumped = jump(now);
      if (jumped !== null) return jumped;
      const behindMs = latestCommitAt - now.wall;
      if (behindMs > apartMsMax) return `the clock is ${Math.round(behindMs)} ms behind a commit in the log`;
      if (aheadSeenAt !== undefined && now.monotonic - aheadSeenAt < settledAfterMs) {
        return `the clock is more than ${apartMsMax} ms ahead of a commit that was just made`;
      }
      return null;
    },
    sawCommit(at) {
      latestCommitAt = Math.max(latestCommitAt, at);
    },
    sawNewCommit(at, sinceMs) {
      latestCommitAt = Math.max(latestCommitAt, at);
      if (at < sinceMs - apartMsMax) aheadSeenAt = clock.monotonic();
    },
  };
}

/** How much further the wall clock went than the monotonic one. */
function partedBy(from: Sample, to: Sample): number {
  return to.wall - from.wall - (to.monotonic - from.monotonic);
}
