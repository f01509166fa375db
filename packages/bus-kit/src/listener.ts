import type { BusMessage, BusSubscription } from '@myevents/ports';

/** A subscriber without a group: hears everything from now on, one after the other. */
export interface Listener {
  tell(message: BusMessage): void;
  /** As `tell`, but takes the place of a broadcast of the same topic and key that still waits. */
  tellNewest(message: BusMessage): void;
  /** Resolves when the handler under way has ended; none is called from now on. */
  stop(): Promise<void>;
}

/** Beyond so many waiting messages a listener has missed them all, and is told so. */
export const waitingMax = 10_000;

export function createListener(
  { handle, onReconnect }: Pick<BusSubscription, 'handle' | 'onReconnect'>,
  report: (error: unknown) => void,
): Listener {
  const waiting = new Map<number | string, BusMessage>(); // a key set again keeps its place in line
  let count = 0;
  let isStopped = false;
  let running: Promise<void> | undefined;

  function add(place: number | string, message: BusMessage): void {
    if (isStopped) return;
    if (waiting.size >= waitingMax && !waiting.has(place)) giveUpWaiting();
    waiting.set(place, message);
    running ??= run();
  }

  function giveUpWaiting(): void {
    waiting.clear();
    try {
      onReconnect?.();
    } catch (error) {
      report(error);
    }
  }

  async function run(): Promise<void> {
    await Promise.resolve(); // never within the call of who publishes
    for (let first = waiting.entries().next(); !first.done && !isStopped; first = waiting.entries().next()) {
      const [place, message] = first.value;
      waiting.delete(place);
      try {
        await handle(message);
      } catch (error) {
        report(error);
      }
    }
    running = undefined; // in one go with the look at the line, so that nobody is left standing in it
  }

  return {
    tell(message) {
      count += 1;
      add(count, message);
    },
    tellNewest(message) {
      add(JSON.stringify([message.topic, message.key]), message);
    },
    async stop() {
      isStopped = true;
      waiting.clear();
      await running;
    },
  };
}
