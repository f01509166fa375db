import type { LatencySummary } from './histogram.ts';

/** What the load client sends. */
export type JobRequests =
  /** One after the other, from the first again. */
  | { readonly kind: 'get'; readonly paths: readonly string[] }
  /** Holds of 1 to 3 tickets of one tier, each by another user under another name, going round the shows. */
  | {
      readonly kind: 'hold';
      readonly showIds: readonly string[];
      readonly tier: string;
      /** Makes users and names of this job unlike those of others on the same shows. */
      readonly prefix: string;
    };

export interface Job {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly requests: JobRequests;
  /**
   * Undefined: each connection sends its next request when the answer is there. Otherwise so many requests a second are due at
   * even distances whatever the server does, and an answer's latency counts from the instant its request was due.
   */
  readonly offeredPerSecond?: number;
  /** 503 asks to try again, and is no failure here: such answers are only counted apart. */
  readonly toleratesBusy?: boolean;
  /** Not measured. */
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface JobResult {
  /** Answers that came inside the measured time. */
  readonly perSecond: number;
  readonly latency: LatencySummary;
  /** Of an offered load: how late this client itself was in sending, part of `latency`. */
  readonly lateness?: LatencySummary;
  /** Offered load that was due inside the measured time but not answered at its end. */
  readonly unanswered: number;
  /** Over the whole job with its warm-up. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Tickets in all requests that were answered 2xx, over the whole job. */
  readonly ticketsAccepted: number;
  /** The first answer that was not 2xx, to tell what went wrong. */
  readonly firstRefusal?: string;
  /** Of one answer with its head, on average. */
  readonly bytesPerAnswer: number;
}

/** One child process does one task at a time; the jobs of a task run side by side. */
export interface LoadTask {
  readonly jobs: readonly Job[];
}

export type LoadReply =
  | {
      readonly results: readonly JobResult[];
      /** Share of one core that the client used: near 1 it may be the client that is measured. */
      readonly clientCores: number;
    }
  | { readonly error: string };
