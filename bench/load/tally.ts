import { createHistogram } from './histogram.ts';
import type { Job, JobResult } from './job.ts';

/** What comes back to one job, counted. */
export interface Tally {
  /** performance.now() at which the warm-up ends and at which the measured time ends. */
  readonly from: number;
  readonly until: number;
  answered(answer: Answer): void;
  /** An offered request was sent so long after it was due. */
  late(due: number, sentAt: number): void;
  /** Offered requests that were due but not even sent by the end: their latency is at least what it was by then. */
  unsent(dues: readonly number[]): void;
  result(): JobResult;
}

export interface Answer {
  /** When the request was sent, or for an offered load was due. */
  readonly since: number;
  readonly status: number;
  readonly bytes: number;
  readonly tickets: number;
  body(): string;
}

export function createTally({ warmUpMs, durationMs, offeredPerSecond, toleratesBusy = false }: Job): Tally {
  const isOffered = offeredPerSecond !== undefined;
  const from = performance.now() + warmUpMs;
  const until = from + durationMs;
  const latency = createHistogram();
  const lateness = createHistogram();
  const byStatus: Record<string, number> = {};
  let inTime = 0;
  let unanswered = 0;
  let answers = 0;
  let bytesTotal = 0;
  let ticketsAccepted = 0;
  let firstRefusal: string | undefined;

  return {
    from,
    until,
    answered({ since, status, bytes, tickets, body }) {
      const now = performance.now();
      answers += 1;
      bytesTotal += bytes;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (status === 503 && toleratesBusy) return;
      if (status < 300) ticketsAccepted += tickets;
      else firstRefusal ??= `${status} ${body()}`;
      // What was due before the measured time is not offered in it, although its answer may come late enough.
      const isCounted = isOffered ? since >= from : now >= from && now < until;
      if (!isCounted) return;
      latency.record(now - since);
      if (now < until) inTime += 1;
      else unanswered += 1;
    },
    late(due, sentAt) {
      if (due >= from) lateness.record(sentAt - due);
    },
    unsent(dues) {
      unanswered += dues.length;
      for (const due of dues) latency.record(until - due);
    },
    result: () => ({
      perSecond: inTime / (durationMs / 1000),
      latency: latency.summary(),
      ...(isOffered ? { lateness: lateness.summary() } : {}),
      unanswered,
      byStatus,
      ticketsAccepted,
      ...(firstRefusal === undefined ? {} : { firstRefusal }),
      bytesPerAnswer: answers === 0 ? 0 : bytesTotal / answers,
    }),
  };
}
