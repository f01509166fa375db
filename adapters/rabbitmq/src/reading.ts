import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailableError } from '@myevents/ports';
import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { closeChannel, type Link } from './link.ts';
import { codeOf } from './refusal.ts';

// Reads a queue from its beginning and puts back what it read, one reader at a time.

const lockMsMax = 5_000;
const takeMsMax = 3_000;
const putBackMsMax = 3_000;

/** The answer's channel holds the lock: an exclusive queue, which ends with the connection if nobody removes it. */
export async function lock(link: Link, queue: string): Promise<Channel> {
  const deadline = performance.now() + lockMsMax;
  for (;;) {
    const channel = await link.acquire();
    try {
      await channel.queueDeclare({ queue, exclusive: true, autoDelete: true });
      return channel;
    } catch (error) {
      await closeChannel(channel);
      if (codeOf(error) !== 'RESOURCE_LOCKED') throw error;
      if (performance.now() > deadline)
        throw new BusUnavailableError('Somebody else has been reading the dead letters for too long.', {
          cause: error,
        });
      await sleep(10 + Math.random() * 40);
    }
  }
}

export async function unlock(channel: Channel, queue: string): Promise<void> {
  try {
    if (channel.active) await channel.queueDelete({ queue });
  } finally {
    await closeChannel(channel);
  }
}

/**
 * The oldest messages of a queue, unacknowledged, and how many were ready in all. By consuming, not by `basic.get`: a quorum
 * queue takes each of those for a consumer of its own, and putting many back then takes it long.
 */
export async function takeAll(
  channel: Channel,
  queue: string,
  max: number,
): Promise<{ readonly ready: number; readonly received: readonly AsyncMessage[] }> {
  const { messageCount: ready } = await channel.queueDeclare({ queue, passive: true });
  const expected = Math.min(ready, max);
  if (expected === 0) return { ready, received: [] };
  const received: AsyncMessage[] = [];
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  await channel.basicQos({ prefetchCount: max });
  const { consumerTag } = await channel.basicConsume({ queue }, (message) => {
    if (received.length < expected) received.push(message);
    if (received.length === expected) resolve();
  });
  const patience = new AbortController();
  const late = sleep(takeMsMax, undefined, { signal: patience.signal, ref: false }).catch(() => {});
  await Promise.race([complete, late]);
  patience.abort();
  await channel.basicCancel({ consumerTag });
  return { ready, received };
}

/**
 * Puts back what was not acknowledged, and waits until the queue has it again: acknowledgements and returns are not confirmed,
 * and the next reader would miss what is still on its way.
 */
export async function putBack(channel: Channel, queue: string, readyAgain: () => number): Promise<void> {
  if (!channel.active) return;
  channel.basicNack({ deliveryTag: 0, multiple: true, requeue: true });
  const deadline = performance.now() + putBackMsMax;
  while (performance.now() < deadline) {
    const { messageCount } = await channel.queueDeclare({ queue, passive: true });
    if (messageCount >= readyAgain()) return;
    await sleep(5);
  }
}
