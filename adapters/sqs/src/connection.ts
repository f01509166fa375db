import { BusUnavailableError, type Clock } from '@myevents/ports';
import type { Clients } from './clients.ts';
import { describeFailure, isGone, isUnreachable, toUnavailable } from './failures.ts';
import { wait } from './wait.ts';

export interface CallOptions {
  readonly abortSignal: AbortSignal;
}

export interface CallLimits {
  /** Default 4,500. */
  readonly withinMs?: number;
  /** Ends the call before its time. */
  readonly signal?: AbortSignal;
}

export type Run<Output> = (clients: Clients, options: CallOptions) => Promise<Output>;

/** What we know of the broker: whether it answers, and that it still has our queues after it did not. */
export interface Connection {
  /** For error texts: the region or the stand-in's address. */
  readonly where: string;
  /** One call with a time limit. A failure that may mean that the broker was restarted takes the connection down. */
  call<Output>(run: Run<Output>, limits?: CallLimits): Promise<Output>;
  /** As `call`, but says nothing about the connection: for the setup itself and for what nobody depends on. */
  try<Output>(run: Run<Output>, limits?: CallLimits): Promise<Output>;
  /** Somebody found a queue or topic gone that must be there. */
  lost(error: unknown): void;
  /** Resolves as soon as the connection is up, at once if it is; rejects when it is closed. */
  up(): Promise<void>;
  /** How often the connection has come back. */
  returns(): number;
  health(): { readonly ok: true } | { readonly ok: false; readonly reason: string };
  isClosed(): boolean;
  /** Ends all calls under way. */
  close(): void;
}

export interface ConnectionOptions {
  readonly clients: Clients;
  readonly where: string;
  readonly clock: Clock;
  /** Sees to it that everything is there again; while it rejects, the connection stays down. */
  readonly restore: (connection: Connection) => Promise<void>;
}

const callMs = 4_500;
const pauseMsMin = 100;
const pauseMsMax = 2_000;

export function createConnection({ clients, where, clock, restore }: ConnectionOptions): Connection {
  const closing = new AbortController();
  let reason: string | undefined;
  let restored = Promise.withResolvers<void>();
  let returns = 0;
  restored.resolve();

  async function attempt<Output>(run: Run<Output>, { withinMs = callMs, signal }: CallLimits = {}): Promise<Output> {
    if (closing.signal.aborted) throw new BusUnavailableError('The bus was closed.');
    const ending = new AbortController();
    const late = new BusUnavailableError(`SQS at ${where} did not answer within ${withinMs} ms.`);
    const cancel = clock.setTimer(() => ending.abort(late), withinMs);
    const end = () => ending.abort(new BusUnavailableError('The call was ended.'));
    const signals = signal ? [signal, closing.signal] : [closing.signal];
    for (const each of signals) each.addEventListener('abort', end, { once: true });
    try {
      return await run(clients, { abortSignal: ending.signal });
    } catch (error) {
      throw ending.signal.aborted ? ending.signal.reason : error;
    } finally {
      cancel();
      for (const each of signals) each.removeEventListener('abort', end);
    }
  }

  function down(failure: unknown): void {
    if (closing.signal.aborted) return;
    const isFirst = reason === undefined;
    reason = toUnavailable(failure, where).message;
    if (!isFirst) return;
    restored = Promise.withResolvers();
    restored.promise.catch(() => undefined);
    void comeBack();
  }

  async function comeBack(): Promise<void> {
    for (let pauseMs = pauseMsMin; !closing.signal.aborted; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
      try {
        await restore(connection);
        reason = undefined;
        returns += 1;
        restored.resolve();
        return;
      } catch (error) {
        reason = toUnavailable(error, where).message;
      }
      await wait(pauseMs, closing.signal);
    }
  }

  const connection: Connection = {
    where,
    try: attempt,
    async call(run, limits = {}) {
      try {
        return await attempt(run, limits);
      } catch (error) {
        if (!limits.signal?.aborted && isUnreachable(error)) down(error);
        throw error;
      }
    },
    lost(error) {
      if (isGone(error)) down(error);
    },
    up: () => restored.promise,
    returns: () => returns,
    health() {
      if (closing.signal.aborted) return { ok: false, reason: 'The bus was closed.' };
      return reason === undefined ? { ok: true } : { ok: false, reason };
    },
    isClosed: () => closing.signal.aborted,
    close() {
      const error = new BusUnavailableError('The bus was closed.');
      closing.abort(error);
      restored.promise.catch(() => undefined);
      restored.reject(error);
    },
  };
  return connection;
}

/** What to tell about an address that may be given by its region alone. */
export function describePlace({ region, endpoint }: { readonly region: string; readonly endpoint?: string }): string {
  return endpoint === undefined ? region : new URL(endpoint).host;
}

/** For reports: the failure of a call in words that hold no key and no content. */
export function toReport(what: string, error: unknown): Error {
  return new Error(`${what}: ${describeFailure(error)}`, { cause: error });
}
