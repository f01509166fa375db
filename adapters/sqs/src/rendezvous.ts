import { randomUUID } from 'node:crypto';
import { BusUnavailableError, type Clock } from '@myevents/ports';
import type { ListenerDirectory } from './listener-directory.ts';
import type { ListenerQueue } from './listener-queue.ts';
import type { Publisher } from './publisher.ts';
import { wait } from './wait.ts';

export interface RendezvousOptions {
  readonly clock: Clock;
  readonly publisher: Publisher;
  readonly directory?: ListenerDirectory | undefined;
}

const probeMs = 1_000;
const patienceMs = 30_000;

/**
 * Resolves once what anybody publishes from then on arrives in a new queue. In direct mode every publisher has read a list with the
 * queue on it by then. With SNS a message of ours has gone through each topic and come out of the queue: a new subscription
 * takes AWS a moment.
 */
export function createRendezvous({ clock, publisher, directory }: RendezvousOptions) {
  return async function announce(queue: ListenerQueue, signal: AbortSignal): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    const giveUp = new AbortController();
    const cancel = clock.setTimer(() => {
      giveUp.abort();
      reject(new BusUnavailableError(`SQS did not make a new queue known within ${patienceMs / 1_000} s.`));
    }, patienceMs);
    const ending = AbortSignal.any([signal, giveUp.signal]);
    try {
      const known = directory
        ? directory.known(queue.name, ending)
        : Promise.all(queue.topics.map((topic) => probe(queue, topic, ending)));
      await Promise.race([known, promise]);
    } finally {
      cancel();
      giveUp.abort();
    }
  };

  async function probe(queue: ListenerQueue, topic: string, ending: AbortSignal): Promise<void> {
    const key = randomUUID();
    let isHeard = false;
    const heard = queue.heard(topic, key).then(() => {
      isHeard = true;
    });
    while (!isHeard && !ending.aborted) {
      await publisher.tell([{ message: { topic, key, events: [] }, kind: 'probe' }]);
      await Promise.race([heard, wait(probeMs, ending)]);
    }
  }
}
