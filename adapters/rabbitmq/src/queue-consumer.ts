import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { closeChannel, type Link } from './link.ts';
import { retrying } from './retrying.ts';

/** A member's place in the line before one queue. The first in line gets its messages (single active consumer). */
export interface QueueConsumer {
  /** How many messages came since this was last asked. */
  takeCount(): number;
  /** Goes to the end of the line, once what is being handled has ended; the others' messages are back in the queue, in order. */
  stepAside(): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueConsumerOptions {
  readonly link: Link;
  readonly queue: string;
  /** It may be acknowledged on that channel and no other. */
  readonly onMessage: (message: AsyncMessage, channel: Channel) => void;
  /** The channel's messages that were not acknowledged go to somebody else now. Resolves when none is being handled. */
  readonly onLost: (channel: Channel) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/**
 * So many messages of a queue are here at once. Large enough that a key in backoff seldom fills it with what waits behind it;
 * small enough that a member holds little of what others could do.
 */
const prefetchCount = 100;

export async function openQueueConsumer(options: QueueConsumerOptions): Promise<QueueConsumer> {
  const { link, queue, onMessage, onLost, report } = options;
  let current: Channel | undefined;
  let isStopped = false;
  let count = 0;
  let steppingAside: Promise<void> | undefined;

  async function open(): Promise<void> {
    const channel = await link.acquire();
    try {
      await channel.basicQos({ prefetchCount });
      if (isStopped) return await closeChannel(channel);
      current = channel;
      channel.once('close', () => lose(channel));
      channel.once('basic.cancel', () => void channel.close()); // the queue was removed
      await channel.basicConsume({ queue }, (message) => take(message, channel));
    } catch (error) {
      if (current === channel) current = undefined;
      await closeChannel(channel);
      throw error;
    }
  }

  function take(message: AsyncMessage, channel: Channel): void {
    if (channel !== current || !channel.active) return; // goes back with its channel
    count += 1;
    onMessage(message, channel);
  }

  const isOver = () => isStopped || link.isClosed();

  function lose(channel: Channel): void {
    if (channel !== current) return;
    current = undefined;
    void onLost(channel);
    void retrying({ run: open, isOver, report });
  }

  async function letGo(): Promise<void> {
    const channel = current;
    current = undefined;
    if (!channel) return;
    await onLost(channel);
    await closeChannel(channel);
  }

  async function goToTheEnd(): Promise<void> {
    if (!current) return; // it is being opened again, at the end
    await letGo();
    await retrying({ run: open, isOver, report });
  }

  await open();
  return {
    takeCount() {
      const taken = count;
      count = 0;
      return taken;
    },
    async stepAside() {
      steppingAside ??= goToTheEnd().finally(() => {
        steppingAside = undefined;
      });
      return steppingAside;
    },
    async stop() {
      isStopped = true;
      await steppingAside;
      await letGo();
    },
  };
}
