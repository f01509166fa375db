import { createListener } from '@myevents/bus-kit';
import type { BusSubscription } from '@myevents/ports';
import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { readMessage } from './envelope.ts';
import { closeChannel, type Link } from './link.ts';
import type { Names } from './names.ts';
import { retrying } from './retrying.ts';

export interface ListeningOptions {
  readonly link: Link;
  readonly names: Names;
  /** Names its queue. */
  readonly id: string;
  readonly report: (error: unknown) => void;
}

/** What waits at the broker for a listener that is slow, at most; the oldest gives way, and the listener is told. */
const waitingMax = 10_000;
const waitingBytesMax = 32 * 1024 * 1024;
const prefetchCount = 500;

interface Queues {
  readonly queue: string;
  /** Gets what gave way in the other. */
  readonly missed: string;
}

/** Hears everything from now on, over a queue of its own that ends with its connection. The answer ends it. */
export async function listen(options: ListeningOptions, subscription: BusSubscription): Promise<() => Promise<void>> {
  const { link, names, id, report } = options;
  const listener = createListener(subscription, report);
  const topicOf = new Map<string, { readonly topic: string; readonly isBroadcast: boolean }>();
  for (const topic of subscription.topics) {
    topicOf.set(names.topic(topic), { topic, isBroadcast: false });
    topicOf.set(names.broadcast(topic), { topic, isBroadcast: true });
  }
  let current: Channel | undefined;
  let isStopped = false;
  let count = 0;

  async function open(): Promise<void> {
    const channel = await link.acquire();
    count += 1; // the broker may not have noticed yet that the connection before is lost, and still hold its queues
    const queue = names.own('listener', `${id}.${count}`);
    const missed = `${queue}.missed`;
    try {
      await declare(channel, { queue, missed });
      await channel.basicQos({ prefetchCount });
      await channel.basicConsume({ queue: missed, noAck: true }, tellMissed);
      await channel.basicConsume({ queue }, (received) => hear(received, channel));
      if (isStopped) return await closeChannel(channel);
    } catch (error) {
      await closeChannel(channel);
      throw error;
    }
    current = channel;
    channel.once('close', () => void reopen());
  }

  async function declare(channel: Channel, { queue, missed }: Queues): Promise<void> {
    await channel.queueDeclare({ queue: missed, exclusive: true, autoDelete: true, arguments: { 'x-max-length': 1 } });
    await channel.queueDeclare({
      queue,
      exclusive: true,
      autoDelete: true,
      arguments: {
        'x-max-length': waitingMax,
        'x-max-length-bytes': waitingBytesMax,
        'x-overflow': 'drop-head',
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': missed,
      },
    });
    for (const exchange of topicOf.keys()) await channel.queueBind({ exchange, queue });
  }

  function hear(received: AsyncMessage, channel: Channel): void {
    if (isStopped || !channel.active) return;
    channel.basicAck({ deliveryTag: received.deliveryTag });
    const from = topicOf.get(received.exchange);
    if (!from) return;
    try {
      const message = readMessage(from.topic, received);
      if (from.isBroadcast) listener.tellNewest(message);
      else listener.tell(message);
    } catch (error) {
      report(error);
    }
  }

  function tellMissed(): void {
    if (isStopped) return;
    try {
      subscription.onReconnect?.();
    } catch (error) {
      report(error);
    }
  }

  async function reopen(): Promise<void> {
    current = undefined;
    const isOver = () => isStopped || link.isClosed();
    await retrying({ run: open, isOver, report });
    if (!isOver()) tellMissed();
  }

  await open();
  return async () => {
    isStopped = true;
    await Promise.all([listener.stop(), closeChannel(current)]);
  };
}
