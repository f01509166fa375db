import { answerMs, bookingOf, type OwedAction, owedActions, type Show } from '@myevents/booking';
import type { Clock } from '@myevents/ports';
import type { Outcome, UntimedCommand } from '../sale/commands.ts';
import type { PromptProvider } from './provider-calls.ts';

/** Does with the provider what the log says is owed, until it is done (rule 7). Any process may; all calls are idempotent. */
export interface Settler {
  /** Starts what the show owes and is not being done yet. Returns at once. */
  look(show: Show): void;
  /** This process itself waits for the answer to the attempt: nobody has to ask for it meanwhile. */
  waitsFor(attempt: string): Disposable;
  /** Resolves when the capture of the attempt that is under way here has ended, one way or the other. */
  captureEnded(attempt: string): Promise<void>;
  /** Starts nothing more; resolves when what is under way has ended. */
  close(): Promise<void>;
}

export interface SettlerOptions {
  readonly payments: PromptProvider;
  readonly clock: Clock;
  readonly submit: (showId: string, command: UntimedCommand) => Promise<Outcome>;
  /** Shows what of a show is durable. */
  readonly read: (showId: string, reader: (show: Show) => void) => Promise<void>;
  /** What should have worked did not, and is tried again. A capture that fails needs an operator's eye. */
  readonly onFailure: (failure: {
    readonly action: OwedAction['action'];
    readonly bookingId: string;
    readonly reason: string;
  }) => void;
}

/** Calls to the provider at once, and actions of one show looked at in one go. */
const callsMax = 32;
const actionsMax = 1_000;
const backoffMsMin = 1_000;
const backoffMsMax = 60_000;
const backoffsMax = 10_000;

interface Backoff {
  readonly failures: number;
  readonly until: number;
}

export function createSettler({ payments, clock, submit, read, onFailure }: SettlerOptions): Settler {
  const running = new Map<string, Promise<void>>();
  const backoffs = new Map<string, Backoff>();
  const awaited = new Set<string>();
  /** Shows that owe more than could be begun when they were looked at. */
  const crowded = new Set<string>();
  let isClosed = false;

  function isReady(show: Show, action: OwedAction): boolean {
    const key = keyOf(action);
    if (running.has(key) || (backoffs.get(key)?.until ?? 0) > clock.monotonic()) return false;
    if (action.action !== 'find') return true;
    const startedAt = bookingOf(show, action.bookingId)?.payment?.startedAt ?? 0;
    return !awaited.has(action.attempt) && clock.now() >= startedAt + answerMs;
  }

  function look(show: Show): void {
    let looked = 0;
    for (const action of owedActions(show)) {
      looked += 1;
      if (isClosed) return;
      if (running.size >= callsMax || looked > actionsMax) {
        crowded.add(show.id);
        return;
      }
      if (isReady(show, action)) start(show.id, action);
    }
  }

  function start(showId: string, action: OwedAction): void {
    const key = keyOf(action);
    const run = perform(showId, action)
      .then((isDone) => (isDone ? backoffs.delete(key) : backOff(key)))
      .catch((error: unknown) => {
        backOff(key);
        onFailure({ ...action, reason: error instanceof Error ? error.name : 'failed' });
      })
      .finally(() => {
        running.delete(key);
        lookAgain();
      });
    running.set(
      key,
      run.then(() => undefined),
    );
  }

  /** There is room for one more: a cancelled show pays thousands back one after the other, without waiting to be woken. */
  function lookAgain(): void {
    const [showId] = crowded;
    if (showId === undefined || isClosed) return;
    crowded.delete(showId);
    // What cannot be read now is looked at when the show is woken.
    read(showId, look).catch(() => undefined);
  }

  function backOff(key: string): void {
    const failures = (backoffs.get(key)?.failures ?? 0) + 1;
    if (backoffs.size >= backoffsMax) backoffs.clear();
    const delayMs = Math.min(backoffMsMax, backoffMsMin * 2 ** (failures - 1));
    backoffs.set(key, { failures, until: clock.monotonic() + delayMs });
  }

  /** False: not yet, to be asked again. */
  async function perform(showId: string, action: OwedAction): Promise<boolean> {
    const command = await (action.action === 'find' ? find(action) : settle(action));
    if (command) await submit(showId, command);
    return command !== undefined;
  }

  async function find({ bookingId, attempt }: OwedAction): Promise<UntimedCommand | undefined> {
    const { state, reason = 'The payment was not accepted.' } = await payments.find(attempt);
    if (state === 'authorised') return { type: 'RecordAuthorisation', bookingId, attempt };
    if (state === 'captured' || state === 'refunded') return { type: 'RecordCapture', bookingId, attempt };
    // It may still come; after its deadline it is given up and voided.
    if (state === 'pending' || state === 'unknown') return undefined;
    return { type: 'RecordDecline', bookingId, attempt, reason };
  }

  async function settle(action: Exclude<OwedAction, { action: 'find' }>): Promise<UntimedCommand | undefined> {
    const { bookingId, attempt } = action;
    const { state } = await callFor(action);
    const isTaken = state === 'captured' || state === 'refunded';
    // Money that was taken although the payment had been given up goes back: the sale decides that when it hears of it.
    if (action.action !== 'refund' && isTaken) return { type: 'RecordCapture', bookingId, attempt };
    if (action.action === 'refund' && state === 'refunded') {
      return { type: 'RecordRefund', bookingId, refund: action.refund };
    }
    const isGone = state === 'voided' || state === 'declined' || state === 'unknown';
    if (action.action === 'void' && isGone) return { type: 'RecordVoid', bookingId, attempt };
    onFailure({ ...action, reason: state });
    return undefined;
  }

  function callFor(action: Exclude<OwedAction, { action: 'find' }>): ReturnType<PromptProvider['find']> {
    if (action.action === 'capture') return payments.capture(action.attempt);
    if (action.action === 'void') return payments.void(action.attempt);
    return payments.refund(action.attempt, { refund: action.refund, amountMinor: action.amountMinor });
  }

  return {
    look,
    waitsFor(attempt) {
      awaited.add(attempt);
      return { [Symbol.dispose]: () => void awaited.delete(attempt) };
    },
    captureEnded: async (attempt) => running.get(`capture:${attempt}`),
    async close() {
      isClosed = true;
      await Promise.all(running.values());
    },
  };
}

function keyOf(action: OwedAction): string {
  return action.action === 'refund' ? `refund:${action.refund}` : `${action.action}:${action.attempt}`;
}
