import { type Connection, openConnection } from './connection.ts';
import { createHistogram } from './histogram.ts';
import type { Job, JobResult } from './job.ts';
import { createRequestSource } from './requests.ts';

/** How long the last answers may take once the measured time is over. */
const drainMsMax = 15_000;
const openMsMax = 10_000;

interface Slot {
  readonly connection: Connection;
  /** From when the request under way counts; when it was due, for an offered load. */
  since: number;
  tickets: number;
}

/**
 * Runs one job to its end. A lost connection or an unanswered request rejects: a benchmark that goes on without what failed
 * measures something else.
 */
export async function runJob(job: Job): Promise<JobResult> {
  const run = createRun(job);
  const slots = await Promise.race([openSlots(job, run), run.failed]);
  try {
    run.start();
    await Promise.race([
      job.offeredPerSecond === undefined
        ? runClosed(job, run, slots)
        : runOffered(job, run, slots, job.offeredPerSecond),
      run.failed,
    ]);
    return run.result();
  } finally {
    for (const { connection } of slots) connection.close();
  }
}

interface Run {
  readonly failed: Promise<never>;
  start(): void;
  /** performance.now() at which the warm-up ends and at which the measured time ends. */
  readonly times: { from: number; until: number };
  send(slot: Slot, since: number): void;
  onAnswer(slot: Slot, status: number, bytes: number, body: () => string): void;
  recordLateness(ms: number): void;
  recordUnanswered(count: number): void;
  /** Set by the pace: what a connection does once its answer is there. */
  whenFree: (slot: Slot) => void;
  fail(reason: string): void;
  underWay(): number;
  result(): JobResult;
}

function createRun(job: Job): Run {
  const next = createRequestSource(job);
  const latency = createHistogram();
  const lateness = createHistogram();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => {});
  const byStatus: Record<string, number> = {};
  const times = { from: Infinity, until: Infinity };
  let counted = 0;
  let underWay = 0;
  let unanswered = 0;
  let answers = 0;
  let bytesTotal = 0;
  let ticketsAccepted = 0;
  let firstRefusal: string | undefined;

  return {
    failed,
    times,
    start() {
      times.from = performance.now() + job.warmUpMs;
      times.until = times.from + job.durationMs;
    },
    send(slot, since) {
      const { text, tickets } = next();
      slot.since = since;
      slot.tickets = tickets;
      underWay += 1;
      slot.connection.send(text);
    },
    onAnswer(slot, status, bytes, body) {
      const now = performance.now();
      underWay -= 1;
      answers += 1;
      bytesTotal += bytes;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (status < 300) ticketsAccepted += slot.tickets;
      else firstRefusal ??= `${status} ${body()}`;
      const isCounted = now >= times.from && now < times.until;
      if (isCounted) counted += 1;
      // An offered request that was due in the measured time counts whenever its answer came.
      if (job.offeredPerSecond === undefined ? isCounted : slot.since >= times.from) latency.record(now - slot.since);
      this.whenFree(slot);
    },
    recordLateness: lateness.record,
    recordUnanswered(count) {
      unanswered = count;
    },
    whenFree: () => {},
    fail: (reason) => reject(new Error(reason)),
    underWay: () => underWay,
    result: () => ({
      perSecond: counted / (job.durationMs / 1000),
      latency: latency.summary(),
      ...(job.offeredPerSecond === undefined ? {} : { lateness: lateness.summary() }),
      unanswered,
      byStatus,
      ticketsAccepted,
      ...(firstRefusal === undefined ? {} : { firstRefusal }),
      bytesPerAnswer: answers === 0 ? 0 : bytesTotal / answers,
    }),
  };
}

async function openSlots({ host, port, connections }: Job, run: Run): Promise<Slot[]> {
  const opening = Array.from({ length: connections }, () => {
    const { promise, resolve } = Promise.withResolvers<Slot>();
    const slot: Slot = {
      since: 0,
      tickets: 0,
      connection: openConnection({
        host,
        port,
        onOpen: () => resolve(slot),
        onResponse: (status, bytes, body) => run.onAnswer(slot, status, bytes, body),
        onLost: (reason) => run.fail(`a connection was lost: ${reason}`),
      }),
    };
    return promise;
  });
  const timer = setTimeout(() => run.fail('the server takes no connections'), openMsMax);
  const slots = await Promise.all(opening);
  clearTimeout(timer);
  return slots;
}

/** As fast as the server answers, on all connections. */
async function runClosed(_job: Job, run: Run, slots: readonly Slot[]): Promise<void> {
  await new Promise<void>((resolve) => {
    let busy = slots.length;
    run.whenFree = (slot) => {
      const now = performance.now();
      if (now < run.times.until) run.send(slot, now);
      else {
        busy -= 1;
        if (busy === 0) resolve();
      }
    };
    for (const slot of slots) run.send(slot, performance.now());
    setTimeout(() => run.fail('answers are missing'), run.times.until - performance.now() + drainMsMax).unref();
  });
}

/** At even distances in time, come what may: what finds no free connection waits, and its waiting counts. */
async function runOffered(_job: Job, run: Run, slots: readonly Slot[], perSecond: number): Promise<void> {
  const free = [...slots];
  const startedAt = performance.now();
  const total = Math.ceil(((run.times.until - startedAt) / 1000) * perSecond);
  const dueAt = (number: number) => startedAt + (number * 1000) / perSecond;
  let sent = 0;
  let isAtEnd = false;

  function sendDue(): void {
    const now = performance.now();
    while (sent < total && free.length > 0 && dueAt(sent) <= now) {
      const due = dueAt(sent);
      if (due >= run.times.from) run.recordLateness(now - due);
      sent += 1;
      const slot = free.pop();
      if (slot) run.send(slot, due);
    }
    if (!isAtEnd && now >= run.times.until) {
      isAtEnd = true;
      run.recordUnanswered(total - sent + run.underWay());
    }
  }

  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      sendDue();
      if (performance.now() > run.times.until + drainMsMax) run.fail('answers are missing');
    }, 1);
    run.failed.catch(() => clearInterval(tick));
    run.whenFree = (slot) => {
      free.push(slot);
      sendDue();
      if (sent < total || free.length < slots.length || performance.now() < run.times.until) return;
      clearInterval(tick);
      resolve();
    };
  });
}
