import type { Clock } from '@myevents/ports';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import { listQueues } from './queue-calls.ts';
import { wait } from './wait.ts';

/**
 * In direct mode: which queues of subscribers without a group there are, for the publisher, who sends to each of them. The list
 * is never older than a lease when a message is published by it; so a listener whose queue has been on the list for as long
 * as a lease is known to every publisher, and may answer.
 */
export interface ListenerDirectory {
  /** Those that want to hear of the topic, by name: a list no older than the lease. Calls are answered in their order. */
  current(): Promise<ReadonlyMap<string, string>>;
  /** Resolves once every publisher sends to this queue. */
  known(name: string, signal: AbortSignal): Promise<void>;
  /** It was found gone. */
  forget(name: string): void;
}

export interface DirectoryOptions {
  readonly connection: Connection;
  readonly names: Names;
  readonly clock: Clock;
  readonly leaseMs: number;
}

const pauseMs = 100;
/** Clocks of machines do not run equally fast. */
const marginMs = 100;

export function createListenerDirectory({ connection, names, clock, leaseMs }: DirectoryOptions): ListenerDirectory {
  let list: ReadonlyMap<string, string> = new Map();
  let listedAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<ReadonlyMap<string, string>> | undefined;
  let lastUsedAt = Number.NEGATIVE_INFINITY;

  const ageMs = () => clock.monotonic() - listedAt;

  /** Tries until it succeeds or nobody has asked for long. */
  async function read(): Promise<ReadonlyMap<string, string>> {
    for (;;) {
      const startedAt = clock.monotonic();
      try {
        await connection.up();
        list = await listQueues(connection.call, names.listenerPrefix);
        listedAt = startedAt;
        return list;
      } catch (error) {
        if (clock.monotonic() - lastUsedAt > 10 * leaseMs || !connection.health().ok) throw error;
      }
      await wait(pauseMs);
    }
  }

  function refresh(): Promise<ReadonlyMap<string, string>> {
    refreshing ??= read().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  return {
    current() {
      lastUsedAt = clock.monotonic();
      if (ageMs() >= leaseMs) return refresh();
      if (ageMs() >= leaseMs / 2) refresh().catch(() => undefined);
      return Promise.resolve(list);
    },
    async known(name, signal) {
      for (;;) {
        const found = await listQueues(connection.call, names.listenerPrefix);
        if (found.has(name) || signal.aborted) break;
        await wait(pauseMs);
      }
      if (!signal.aborted) await wait(leaseMs + marginMs, signal);
    },
    forget(name) {
      const rest = new Map(list);
      rest.delete(name);
      list = rest;
    },
  };
}
