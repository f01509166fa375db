import { createGroupQueue, type Delivery } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Broadcaster } from './broadcaster.ts';
import type { DeadLetters } from './dead-letters.ts';
import { header, readMessage, textHeader } from './envelope.ts';
import { closeChannel, type Link } from './link.ts';
import { type Membership, openMembership } from './membership.ts';
import { type Names, queuesPerGroup } from './names.ts';
import { openQueueConsumer, type QueueConsumer } from './queue-consumer.ts';

export interface MemberOptions {
  readonly link: Link;
  readonly broadcaster: Broadcaster;
  readonly names: Names;
  readonly deadLetters: DeadLetters;
  /** Later members have greater ids, so that a new one moves few queues. */
  readonly id: string;
  readonly group: string;
  readonly clock: Clock;
  readonly retries: { readonly attemptsMax: number; readonly backoffMs: number };
  readonly report: (error: unknown, topic: string) => void;
}

interface GroupDelivery extends Delivery {
  readonly received: AsyncMessage;
  readonly channel: Channel;
}

/** One member's part of one topic. */
interface Share {
  readonly topic: string;
  readonly consumers: readonly QueueConsumer[];
  /** By whom each queue was to be consumed when we last looked. */
  owners: readonly (string | undefined)[];
}

/** Joins a group. The answer leaves it: what is not handled then goes to the other members. */
export async function joinGroup(options: MemberOptions, subscription: BusSubscription): Promise<() => Promise<void>> {
  const { link, broadcaster, names, id, group } = options;
  const { topics } = subscription;
  await using opened = new AsyncDisposableStack();
  const shares: Share[] = [];
  for (const topic of topics) shares.push(await openShare(options, { topic, handle: subscription.handle, opened }));

  /** Where somebody else should be first in line now, we go to its end. When all have done so, the right one is first. */
  async function rebalance(): Promise<void> {
    const moves = shares.flatMap((share) => {
      const before = share.owners;
      const members = membership.membersOf(share.topic);
      share.owners = share.consumers.map((_, n) => members[n % members.length]);
      return share.consumers.filter((_consumer, n) => share.owners[n] !== id && share.owners[n] !== before[n]);
    });
    await Promise.all(moves.map(async (consumer) => consumer.stepAside()));
  }

  /** Repairs what came of members that did that at the same time: we work where somebody else should. */
  function giveBack(): void {
    for (const { consumers, owners } of shares) {
      for (const [n, consumer] of consumers.entries()) {
        if (consumer.takeCount() > 0 && owners[n] !== id) void consumer.stepAside();
      }
    }
  }

  const membership: Membership = await openMembership({
    link,
    broadcaster,
    id,
    topics,
    exchange: names.members(group),
    queueName: (n) => names.own('member', `${id}.${n}`),
    onChange: rebalance,
    onTick: giveBack,
    report: (error) => options.report(error, topics[0] ?? ''),
  });
  opened.defer(membership.leave);
  await membership.settled(await countOthers(options, topics));
  const leaving = opened.move();
  return async () => leaving.disposeAsync();
}

interface ShareOptions {
  readonly topic: string;
  readonly handle: BusSubscription['handle'];
  /** What it opens and who has to close it. */
  readonly opened: AsyncDisposableStack;
}

async function openShare(options: MemberOptions, { topic, handle, opened }: ShareOptions): Promise<Share> {
  const { link, names, deadLetters, group, id, clock, retries } = options;
  const report = (error: unknown) => options.report(error, topic);
  const queue = createGroupQueue<GroupDelivery>({
    clock,
    ...retries,
    report,
    bury: async ({ received, letterId }, failure) => deadLetters.bury({ group, topic, received, letterId, ...failure }),
  });

  async function acknowledge({ received, channel, letterId }: GroupDelivery, how: 'handled' | 'dead'): Promise<void> {
    if (letterId !== undefined && how === 'handled') await deadLetters.remove(group, letterId);
    if (channel.active) channel.basicAck({ deliveryTag: received.deliveryTag });
  }

  function take(received: AsyncMessage, channel: Channel): void {
    const letterId = textHeader(received, header.letter);
    try {
      const delivery: GroupDelivery = {
        message: readMessage(topic, received),
        received,
        channel,
        ...(letterId !== undefined && { letterId }),
        onDone: (how) => void acknowledge(delivery, how).catch(report),
      };
      queue.enqueue(delivery);
    } catch (error) {
      report(error);
      void buryUnreadable(received, channel, error).catch(report);
    }
  }

  /** What cannot be read never can: it goes to the dead letters at once, or stays where it is. */
  async function buryUnreadable(received: AsyncMessage, channel: Channel, error: unknown): Promise<void> {
    const letterId = textHeader(received, header.letter);
    await deadLetters.bury({ group, topic, received, letterId, error, attempts: 1 });
    if (channel.active) channel.basicAck({ deliveryTag: received.deliveryTag });
  }

  const opening = Array.from({ length: queuesPerGroup }, async (_, n) =>
    openQueueConsumer({
      link,
      queue: names.queue(group, topic, n),
      onMessage: take,
      onLost: async (channel) => queue.abandon((delivery) => delivery.channel === channel),
      report,
    }),
  );
  opened.defer(async () => {
    const outcomes = await Promise.allSettled(opening);
    await Promise.all(outcomes.map(async (outcome) => outcome.status === 'fulfilled' && outcome.value.stop()));
  });
  opened.defer(queue.join(handle));
  return { topic, consumers: await Promise.all(opening), owners: Array.from({ length: queuesPerGroup }, () => id) };
}

/** How many members the broker knows of beside us, of the topic with most. */
async function countOthers({ link, names, group }: MemberOptions, topics: readonly string[]): Promise<number> {
  const channel = await link.acquire();
  let others = 0;
  for (const topic of topics) {
    const { consumerCount } = await channel.queueDeclare({ queue: names.queue(group, topic, 0), passive: true });
    others = Math.max(others, consumerCount - 1);
  }
  await closeChannel(channel);
  return others;
}
