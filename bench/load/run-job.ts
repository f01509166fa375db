import { type Connection, openConnection } from './connection.ts';
import type { Job, JobResult } from './job.ts';
import { createRequestSource, type RequestSource } from './requests.ts';
import { createTally, type Tally } from './tally.ts';

/** How long the last answers may take once the measured time is over. */
const drainMsMax = 15_000;
const openMsMax = 10_000;
/** How often an offered load looks at the clock: finer would cost the server the processor. */
const tickMs = 1;

interface Slot {
  readonly connection: Connection;
  /** From when the request under way counts. */
  since: number;
  tickets: number;
}

/**
 * Runs one job to its end. A lost connection or a request without an answer rejects: a benchmark that goes on without what
 * failed measures something else.
 */
export async function runJob(job: Job): Promise<JobResult> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => {});
  const slots: Slot[] = [];
  const timer = setTimeout(() => reject(new Error('the server takes no connections')), openMsMax);
  try {
    let onAnswer: OnAnswer = () => {};
    const onLost = (reason: string) => reject(new Error(`a connection was lost: ${reason}`));
    const opened = Array.from({ length: job.connections }, () =>
      openSlot(job, slots, { onLost, onAnswer: (...answer) => onAnswer(...answer) }),
    );
    await Promise.race([Promise.all(opened), failed]);
    clearTimeout(timer);
    const tally = createTally(job);
    const pace = job.offeredPerSecond === undefined ? createClosedPace() : createOfferedPace(job.offeredPerSecond);
    onAnswer = (slot, status, bytes, body) => {
      tally.answered({ since: slot.since, status, bytes, tickets: slot.tickets, body });
      pace.whenFree(slot);
    };
    const next = createRequestSource(job);
    setTimeout(() => reject(new Error('answers are missing')), tally.until - performance.now() + drainMsMax).unref();
    await Promise.race([pace.run({ tally, slots, next }), failed]);
    return tally.result();
  } finally {
    for (const { connection } of slots) connection.close();
  }
}

type OnAnswer = (slot: Slot, status: number, bytes: number, body: () => string) => void;

function openSlot(
  { host, port }: Job,
  slots: Slot[],
  { onLost, onAnswer }: { readonly onLost: (reason: string) => void; readonly onAnswer: OnAnswer },
): Promise<void> {
  return new Promise((resolve) => {
    const connection = openConnection({
      host,
      port,
      onOpen: resolve,
      onResponse: (status, bytes, body) => onAnswer(slot, status, bytes, body),
      onLost,
    });
    const slot: Slot = { since: 0, tickets: 0, connection };
    slots.push(slot);
  });
}

function send(slot: Slot, since: number, next: RequestSource): void {
  const { text, tickets } = next();
  slot.since = since;
  slot.tickets = tickets;
  slot.connection.send(text);
}

interface Load {
  readonly tally: Tally;
  readonly slots: readonly Slot[];
  readonly next: RequestSource;
}

interface Pace {
  /** Resolves when the time is over and every request that was sent has its answer. */
  run(load: Load): Promise<void>;
  whenFree(slot: Slot): void;
}

/** As fast as the server answers, on all connections. */
function createClosedPace(): Pace {
  let whenFree: Pace['whenFree'] = () => {};
  return {
    whenFree: (slot) => whenFree(slot),
    run: ({ tally, slots, next }) =>
      new Promise((resolve) => {
        let busy = slots.length;
        whenFree = (slot) => {
          const now = performance.now();
          if (now < tally.until) return send(slot, now, next);
          busy -= 1;
          if (busy === 0) resolve();
        };
        for (const slot of slots) send(slot, performance.now(), next);
      }),
  };
}

/** At even distances in time, come what may: what finds no free connection waits, and its waiting counts. */
function createOfferedPace(perSecond: number): Pace {
  let whenFree: Pace['whenFree'] = () => {};
  return {
    whenFree: (slot) => whenFree(slot),
    run: ({ tally, slots, next }) =>
      new Promise((resolve) => {
        const free = [...slots];
        const startedAt = performance.now();
        const total = Math.ceil(((tally.until - startedAt) / 1000) * perSecond);
        const dueAt = (number: number) => startedAt + (number * 1000) / perSecond;
        let sent = 0;

        function sendDue(now: number): void {
          while (sent < total && free.length > 0 && dueAt(sent) <= now) {
            const slot = free.pop();
            if (!slot) return;
            const due = dueAt(sent);
            tally.late(due, now);
            sent += 1;
            send(slot, due, next);
          }
        }

        const tick = setInterval(() => {
          const now = performance.now();
          if (now < tally.until) return sendDue(now);
          tally.unsent(Array.from({ length: total - sent }, (_, number) => dueAt(sent + number)));
          sent = total;
          if (free.length < slots.length) return;
          clearInterval(tick);
          resolve();
        }, tickMs);
        whenFree = (slot) => {
          free.push(slot);
          const now = performance.now();
          if (now < tally.until) sendDue(now);
        };
      }),
  };
}
