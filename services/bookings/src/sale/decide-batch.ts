import { beginCommit, type Decision, decide, isDue, type Show, type ShowEvent } from '@myevents/booking';
import type { UntimedCommand } from './commands.ts';
import { eventBytes } from './event-bytes.ts';

/** A command that waits for its answer. */
export interface Pending<Answer> {
  readonly command: UntimedCommand;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  /** Its place in the order of arrival. */
  readonly place: number;
  /** When it arrived, by the monotonic clock. */
  readonly since: number;
  /** How often it was decided and then lost to another process's commit. */
  attempts: number;
  isAnswered: boolean;
}

export interface Batch<Answer> {
  readonly events: readonly ShowEvent[];
  /** Decided: each gets its answer when the events are durable. */
  readonly decided: readonly { readonly pending: Pending<Answer>; readonly decision: FinalDecision }[];
  /** How many of the queue were decided; the rest waits for the next commit. */
  readonly taken: number;
}

export type FinalDecision = Exclude<Decision, { outcome: 'due' }>;

/** With the largest decision there is (32 KiB of what is due, and its own event) a commit stays below 200 KiB. */
const bytesMax = 140 * 1024;
const commandsMax = 500;

/**
 * Decides commands in order of arrival into one commit, until it is full. All of them are decided at the same instant. The
 * show has then changed: what follows is an append, or a new load.
 */
export function decideBatch<Answer>(
  show: Show,
  queue: readonly Pending<Answer>[],
  { now, limit }: { readonly now: number; readonly limit: number },
): Batch<Answer> {
  beginCommit(show, now);
  const events: ShowEvent[] = [];
  const decided: { pending: Pending<Answer>; decision: FinalDecision }[] = [];
  let bytes = 0;
  const end = Math.min(queue.length, limit, commandsMax);
  let taken = 0;
  while (taken < end && bytes < bytesMax) {
    const pending = queue[taken];
    if (pending === undefined || isLarge(pending.command, events.length)) break;
    const first = isAlone(pending.command) && isDue(show, now) ? tick : pending.command;
    const decision = decide(show, { ...first, now });
    for (const event of decision.events) {
      events.push(event);
      bytes += eventBytes(event);
    }
    // More was due than fits, or the large command has to have a commit of its own: it stays at the head of the queue.
    if (decision.outcome === 'due' || first === tick) break;
    decided.push({ pending, decision });
    taken += 1;
    if (isAlone(pending.command)) break;
  }
  return { events, decided, taken };
}

const tick = { type: 'Tick' } as const;

/** A seating plan may fill a commit by itself. */
function isAlone({ type }: UntimedCommand): boolean {
  return type === 'ConfigureShow';
}

function isLarge(command: UntimedCommand, eventsBefore: number): boolean {
  return isAlone(command) && eventsBefore > 0;
}
