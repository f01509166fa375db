import { randomUUID } from 'node:crypto';
import type { Connection } from './connection.ts';
import { isGone, isRefused } from './failures.ts';
import { wait } from './wait.ts';
import { batchBytesMax, type Packed } from './wire.ts';

/** One message on its way to one queue or topic. */
export interface Outgoing {
  readonly packed: Packed;
  /** Within it the order is kept: the next one goes only when this one has arrived. */
  readonly group: string;
}

export interface SentEntry extends Outgoing {
  /** Fresh for every call of `publish`, and the same for all its attempts: what arrived with a lost answer does not arrive twice. */
  readonly deduplicationId: string;
}

/** Which entries of a batch failed, by their place; the others have arrived. */
export type BatchFailures = ReadonlyMap<number, { readonly code: string; readonly isOurs: boolean }>;

export interface SenderOptions {
  readonly connection: Connection;
  /** Hands over up to ten entries of different groups. */
  send(entries: readonly SentEntry[]): Promise<BatchFailures>;
  /** The queue or topic is not there: what becomes of the entry. Default: the connection is down until it is. */
  onGone?(): void;
}

export interface Sender {
  /** How many have arrived so far. */
  arrived(): number;
  /** Resolves when it has arrived; rejects when it never will. Ended by `signal`, the outcome is unknown. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<void>;
}

interface Waiting extends SentEntry {
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly group: string;
  readonly waiting: Waiting[];
  failures: number;
}

/** Enough calls at once to hide the way to AWS, and few enough to fill batches. */
const callsMax = 4;
/** A broker that takes longer is busy: more calls at once would only keep it from handing messages out. */
const quickMs = 100;
const batchMax = 10;
const pauseMsMin = 50;
const pauseMsMax = 1_000;

/** To one queue or topic: in batches, several at once, each message group in order, trying again what did not arrive. */
export function createSender({ connection, send, onGone }: SenderOptions): Sender {
  const lanes = new Map<string, Lane>();
  const ready = new Set<Lane>(); // neither under way nor resting
  let calls = 0;
  let arrived = 0;
  let usualMs = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      while (calls < callsAllowed()) {
        const batch = takeBatch();
        if (batch.length === 0) return;
        void deliver(batch);
      }
    });
  }

  function callsAllowed(): number {
    return Math.max(1, Math.min(callsMax, Math.round((callsMax * quickMs) / usualMs)));
  }

  /** The first of each lane that is ready, as many as a call takes. */
  function takeBatch(): readonly Lane[] {
    const batch: Lane[] = [];
    let bytes = 0;
    for (const lane of ready) {
      const first = firstOf(lane);
      if (!first) continue;
      if (bytes + first.packed.bytes > batchBytesMax && batch.length > 0) continue;
      bytes += first.packed.bytes;
      ready.delete(lane);
      if (batch.push(lane) === batchMax) break;
    }
    return batch;
  }

  /** Nobody waits any more for those that were ended. */
  function firstOf(lane: Lane): Waiting | undefined {
    while (lane.waiting[0]?.signal.aborted) lane.waiting.shift();
    const [first] = lane.waiting;
    if (!first) close(lane);
    return first;
  }

  function close(lane: Lane): void {
    ready.delete(lane);
    lanes.delete(lane.group);
  }

  async function deliver(batch: readonly Lane[]): Promise<void> {
    calls += 1;
    const sent = batch.flatMap((lane) => lane.waiting.slice(0, 1));
    try {
      await connection.up();
      const startedAt = performance.now();
      const failures = await send(sent);
      usualMs += (performance.now() - startedAt - usualMs) / 4;
      for (const [n, lane] of batch.entries()) conclude(lane, failures.get(n));
    } catch (error) {
      for (const lane of batch) fail(lane, error);
    } finally {
      calls -= 1;
      schedule();
    }
  }

  function conclude(lane: Lane, failure: { readonly code: string; readonly isOurs: boolean } | undefined): void {
    if (!failure) {
      arrived += 1;
      return next(lane, (first) => first.resolve());
    }
    const error = Object.assign(new Error(`SQS refused a message: ${failure.code}`), { name: failure.code });
    if (failure.isOurs && !/thrott|overlimit/i.test(failure.code)) next(lane, (first) => first.reject(error));
    else rest(lane);
  }

  function fail(lane: Lane, error: unknown): void {
    if (isGone(error) && onGone) return next(lane, (first) => first.resolve());
    if (isGone(error)) connection.lost(error);
    if (isRefused(error) || connection.isClosed()) next(lane, (first) => first.reject(error));
    else rest(lane);
  }

  function next(lane: Lane, settle: (first: Waiting) => void): void {
    const first = lane.waiting.shift();
    if (first) settle(first);
    lane.failures = 0;
    if (lane.waiting.length === 0) return close(lane);
    ready.add(lane);
    schedule();
  }

  function rest(lane: Lane): void {
    const pauseMs = Math.min(pauseMsMin * 2 ** lane.failures, pauseMsMax) * (0.5 + Math.random() / 2);
    lane.failures += 1;
    void wait(pauseMs).then(() => {
      ready.add(lane);
      schedule();
    });
  }

  return {
    arrived: () => arrived,
    async send({ packed, group }, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const entry: Waiting = { packed, group, deduplicationId: randomUUID(), signal, resolve, reject };
      const lane = lanes.get(group);
      if (lane) {
        lane.waiting.push(entry);
      } else {
        const opened: Lane = { group, waiting: [entry], failures: 0 };
        lanes.set(group, opened);
        ready.add(opened);
        schedule();
      }
      return promise;
    },
  };
}
