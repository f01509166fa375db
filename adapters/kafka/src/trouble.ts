import type { Clock } from '@myevents/ports';
import { isRefusal, reasonOf, toUnavailable } from './failure.ts';

export interface TroubleOptions {
  readonly label: string;
  readonly clock: Clock;
  report(error: unknown): void;
}

const quietMs = 30_000;

/** What a change of members refuses to those it has not reached yet: no trouble, they try again. */
const passing = ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'];

/** Reports what Kafka refuses while we try again: each reason once in a while, or an outage would fill the log. */
export function createTroubleReport({ label, clock, report }: TroubleOptions): (error: unknown) => void {
  const reported = new Map<string, number>();
  return (error) => {
    if (isRefusal(error, ...passing)) return;
    const reason = reasonOf(error);
    const now = clock.monotonic();
    if (now - (reported.get(reason) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
    reported.set(reason, now);
    report(toUnavailable(error, label));
  };
}
