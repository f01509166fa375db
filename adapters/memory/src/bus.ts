import { createListener } from '@myevents/bus-kit';
import type { Bus, BusSubscription } from '@myevents/ports';
import type { MemoryBroker } from './broker.ts';

/**
 * A connection to an embedded broker. `publish` resolves when every group has handled the messages, which also keeps a
 * publisher from running ahead of its consumers. Closing it ends its subscriptions and rejects what its publishers still wait for; the
 * messages stay in the broker.
 */
export function openMemoryBus(broker: MemoryBroker): Bus {
  const stops = new Set<() => Promise<void>>();
  const closed = new AbortController();
  let isClosing = false;
  const assertOpen = () => {
    if (isClosing) throw new Error('The bus was closed.');
  };

  function listen(subscription: BusSubscription): () => Promise<void> {
    const [topic = ''] = subscription.topics;
    const listener = createListener(subscription, broker.reportOf(topic));
    const sets = subscription.topics.map((name) => broker.listenersOf(name));
    for (const set of sets) set.add(listener);
    return async () => {
      for (const set of sets) set.delete(listener);
      await listener.stop();
    };
  }

  function join(group: string, { topics, handle }: BusSubscription): () => Promise<void> {
    const queues = topics.map((topic) => broker.queueOf(topic, group));
    const leaves = queues.map((queue) => queue.join(handle));
    return async () => {
      await Promise.all(leaves.map(async (leave) => leave()));
    };
  }

  return {
    async publish(messages) {
      assertOpen();
      for (const { topic } of messages) broker.listenersOf(topic); // all of them or none
      await untilAborted(closed.signal, Promise.all(messages.map(async (message) => broker.publish(message))));
    },
    broadcast(message) {
      if (!isClosing) broker.broadcast(message);
    },
    async subscribe(subscription) {
      assertOpen();
      const leave = subscription.group === undefined ? listen(subscription) : join(subscription.group, subscription);
      let left: Promise<void> | undefined;
      const stop = () => {
        stops.delete(stop);
        left ??= leave();
        return left;
      };
      stops.add(stop);
      return { [Symbol.asyncDispose]: stop };
    },
    deadLetters: broker.deadLetters,
    health: () => (isClosing ? { ok: false, reason: 'The bus was closed.' } : { ok: true }),
    async [Symbol.asyncDispose]() {
      isClosing = true;
      await Promise.all([...stops].map(async (stop) => stop()));
      closed.abort(new Error('The bus was closed.'));
    },
  };
}

async function untilAborted(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
