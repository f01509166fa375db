import { systemClock } from '@myevents/ports';
import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Broadcaster } from './broadcaster.ts';
import { bodyOf } from './envelope.ts';
import { closeChannel, type Link } from './link.ts';
import { retrying } from './retrying.ts';

/** Who else is a member of the group now, as far as one can know; only how the work is shared rests on it. */
export interface Membership {
  /** The members of one of our topics, ourselves among them, in an order all agree on. */
  membersOf(topic: string): readonly string[];
  /** Resolves when so many others have taken us in, or after a second. */
  settled(others: number): Promise<void>;
  /** Says goodbye. */
  leave(): Promise<void>;
}

export interface MembershipOptions {
  readonly link: Link;
  readonly broadcaster: Broadcaster;
  readonly id: string;
  readonly topics: readonly string[];
  /** The group's fanout exchange. */
  readonly exchange: string;
  /** The name of our `n`th queue before it: a broker that has not noticed yet that a connection was lost still holds the one before. */
  readonly queueName: (n: number) => string;
  /** The members are others now. Resolves when the work is shared accordingly. */
  readonly onChange: () => Promise<void>;
  /** From time to time. */
  readonly onTick: () => void;
  readonly report: (error: unknown) => void;
}

const tickMs = 3_000;
/** A member that was not heard for so long is gone. Its queues have long been taken over; only the shares change. */
const silentMsMax = 10_000;
const settleMsMax = 1_000;

interface Announcement {
  readonly id: string;
  readonly topics: readonly string[];
  /** Whom the sender has taken in: it has stepped aside at their queues. */
  readonly knows: readonly string[];
  readonly isLeaving?: true;
}

interface Peer {
  readonly topics: readonly string[];
  heardAt: number;
  knowsUs: boolean;
}

export async function openMembership(options: MembershipOptions): Promise<Membership> {
  const { link, broadcaster, id, topics, exchange, queueName, onChange, onTick, report } = options;
  const peers = new Map<string, Peer>();
  let knows: readonly string[] = [];
  let isOver = false;
  let count = 0;
  let check = () => {};
  let cancelTick = () => {};
  let channel: Channel | undefined;

  async function open(): Promise<void> {
    const opened = await link.acquire();
    count += 1;
    const queue = queueName(count);
    try {
      await opened.queueDeclare({ queue, exclusive: true, autoDelete: true, arguments: { 'x-max-length': 1_000 } });
      await opened.queueBind({ exchange, queue });
      await opened.basicConsume({ queue, noAck: true }, hear);
    } catch (error) {
      await closeChannel(opened);
      throw error;
    }
    channel = opened;
    opened.once('close', () => void (isOver || retrying({ run: open, isOver: () => isOver, report })));
    announce();
  }

  function announce(isLeaving?: true): void {
    const announcement: Announcement = { id, topics, knows, ...(isLeaving && { isLeaving }) };
    broadcaster.send(exchange, id, { routingKey: '', headers: {}, body: Buffer.from(JSON.stringify(announcement)) });
  }

  function hear(message: AsyncMessage): void {
    const announcement = read(message);
    if (isOver || !announcement || announcement.id === id) return;
    const peer = peers.get(announcement.id);
    if (announcement.isLeaving) {
      if (peers.delete(announcement.id)) void change();
      return;
    }
    const heard = { topics: announcement.topics, heardAt: performance.now(), knowsUs: announcement.knows.includes(id) };
    peers.set(announcement.id, heard);
    check();
    if (!peer) void change();
    else if (!heard.knowsUs) announce(); // it has missed us
  }

  async function change(): Promise<void> {
    const taken = [...peers.keys()];
    await onChange();
    knows = taken;
    if (!isOver) announce();
  }

  function tick(): void {
    const gone = [...peers].filter(([, { heardAt }]) => performance.now() - heardAt > silentMsMax);
    for (const [peer] of gone) peers.delete(peer);
    if (gone.length > 0) void change();
    else announce();
    onTick();
    cancelTick = systemClock.setTimer(tick, tickMs);
  }

  await open();
  cancelTick = systemClock.setTimer(tick, tickMs);
  return {
    membersOf: (topic) =>
      [id, ...[...peers].filter(([, peer]) => peer.topics.includes(topic)).map(([peer]) => peer)].toSorted(),
    async settled(others) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const cancelTimer = systemClock.setTimer(resolve, settleMsMax);
      check = () => {
        if ([...peers.values()].filter(({ knowsUs }) => knowsUs).length >= others) resolve();
      };
      check();
      await promise;
      check = () => {};
      cancelTimer();
    },
    async leave() {
      isOver = true;
      cancelTick();
      announce(true);
      await closeChannel(channel);
    },
  };
}

/** Undefined if it is none: nothing that arrives may harm us. */
function read(message: AsyncMessage): Announcement | undefined {
  try {
    const { id, topics, knows, isLeaving } = JSON.parse(bodyOf(message).toString()) as Partial<Announcement>;
    if (typeof id !== 'string' || !Array.isArray(topics) || !Array.isArray(knows)) return undefined;
    return { id, topics, knows, ...(isLeaving === true && { isLeaving }) };
  } catch {
    return undefined;
  }
}
