import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fill, FillResult } from './response-cache.ts';

export interface Waiter {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of its arrival: a fill begun later is good for it in any case. */
  readonly moment: number;
  /** Passes it on to the services, without the cache. */
  readonly pass: () => void;
}

/** One request on its way to a service, and those that came meanwhile for the same. */
export interface Flight {
  readonly key: string;
  readonly fill: Fill;
  readonly waiters: Waiter[];
  isSettled: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Waiting longer for another's answer helps nobody. */
const waitMsMax = 5000;

/** Makes sure that of many requests for the same at once one goes to the service. */
export class Flights {
  readonly #byKey = new Map<string, Flight>();
  readonly #byRequest = new WeakMap<IncomingMessage, Flight>();
  readonly #onSettled: (waiters: readonly Waiter[], fill: Fill, result: FillResult | null) => void;

  constructor(onSettled: (waiters: readonly Waiter[], fill: Fill, result: FillResult | null) => void) {
    this.#onSettled = onSettled;
  }

  under(key: string): Flight | undefined {
    return this.#byKey.get(key);
  }

  of(request: IncomingMessage): Flight | undefined {
    return this.#byRequest.get(request);
  }

  begin(key: string, fill: Fill, request: IncomingMessage, response: ServerResponse): void {
    const flight: Flight = { key, fill, waiters: [], isSettled: false, timer: undefined };
    this.#byKey.set(key, flight);
    this.#byRequest.set(request, flight);
    // However it ends, nobody waits for what never comes.
    response.once('close', () => this.settle(flight, null));
  }

  join(flight: Flight, waiter: Waiter): void {
    flight.waiters.push(waiter);
    flight.timer ??= setTimeout(() => this.settle(flight, null), waitMsMax);
  }

  /** Null: it came to nothing that can be shared. Only the first call counts. */
  settle(flight: Flight, result: FillResult | null): void {
    if (flight.isSettled) return;
    flight.isSettled = true;
    clearTimeout(flight.timer);
    if (this.#byKey.get(flight.key) === flight) this.#byKey.delete(flight.key);
    if (flight.waiters.length > 0) this.#onSettled(flight.waiters, flight.fill, result);
  }
}
