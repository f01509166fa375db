import { setImmediate as nextTurn } from 'node:timers/promises';
import { BusUnavailableError, systemClock } from '@myevents/ports';
import type { Channel } from 'rabbitmq-client';
import { contentType, type Envelope } from './envelope.ts';
import { closeChannel, type Link } from './link.ts';
import { reasonOf } from './refusal.ts';
import { retrying } from './retrying.ts';

export interface Outgoing extends Envelope {
  readonly exchange: string;
  /** Some queue must get it, or it counts as not sent. */
  readonly isMandatory: boolean;
}

/** Sends messages, and knows when the broker is responsible for them. */
export interface Publisher {
  /**
   * Resolves when the broker has confirmed all of them, in the order of the calls. Rejects after `sendMsMax` at most: then any
   * of them may have been sent.
   * @throws BusUnavailableError
   */
  send(batch: readonly Outgoing[]): Promise<void>;
  /** Why nothing can be sent now, or undefined. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

export const sendMsMax = 5_000;

/** So much lies with the broker unconfirmed, and no more; what comes then waits its turn. */
const inFlightMax = 2_000;
const inFlightBytesMax = 16 * 1024 * 1024;

/** So many wait their turn; more are refused at once. */
const waitingMax = 20_000;
const waitingBytesMax = 64 * 1024 * 1024;

interface Sending {
  readonly outgoing: Outgoing;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
  isGivenUp: boolean;
}

export interface PublisherOptions {
  readonly link: Link;
  /** Names our messages, so that each has an id of its own. */
  readonly id: string;
  /** Called before each channel but the first: a broker that has lost its queues gets them back. */
  readonly restore: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

export async function openPublisher({ link, id, restore, report }: PublisherOptions): Promise<Publisher> {
  const waiting: Sending[] = [];
  const inFlight = new Map<string, Sending>();
  let inFlightBytes = 0;
  let waitingBytes = 0;
  let count = 0;
  let current: Channel | undefined;
  let unanswered: string | undefined; // the last call waited in vain, and nothing was confirmed since

  async function open(): Promise<void> {
    const channel = await link.acquire();
    try {
      await channel.confirmSelect();
    } catch (error) {
      await closeChannel(channel);
      throw error;
    }
    channel.on('basic.return', ({ messageId = '' }) => refuseReturned(messageId, channel));
    channel.once('close', () => lose(channel));
    current = channel;
    pump();
  }

  function lose(channel: Channel): void {
    if (channel !== current) return;
    current = undefined;
    const lost = [...inFlight.values()];
    inFlight.clear();
    inFlightBytes = 0;
    for (const { failed } of lost)
      failed(new BusUnavailableError('The connection to RabbitMQ was lost while it had messages to confirm.'));
    if (link.isClosed()) return;
    void reopen();
  }

  const reopen = async () =>
    retrying({
      run: async () => {
        await restore();
        await open();
      },
      isOver: link.isClosed,
      report,
    });

  /** It comes before its confirmation. Perhaps queues were removed: the next channel begins by restoring them. */
  function refuseReturned(messageId: string, channel: Channel): void {
    const sending = inFlight.get(messageId);
    if (!sending) return;
    sending.failed(new BusUnavailableError(`No queue of RabbitMQ took a message for ${sending.outgoing.exchange}.`));
    void channel.close();
  }

  function pump(): void {
    while (current && inFlight.size < inFlightMax && inFlightBytes < inFlightBytesMax) {
      const sending = waiting.shift();
      if (!sending) return;
      waitingBytes -= sending.outgoing.body.length;
      if (!sending.isGivenUp) void transmit(sending, current);
    }
  }

  /** While nothing is sent, what nobody waits for any more would fill the line. */
  function forgetGivenUp(): void {
    const wanted = waiting.filter(({ isGivenUp }) => !isGivenUp);
    waiting.splice(0, waiting.length, ...wanted);
    waitingBytes = wanted.reduce((bytes, { outgoing }) => bytes + outgoing.body.length, 0);
  }

  async function transmit(sending: Sending, channel: Channel): Promise<void> {
    const { exchange, routingKey, headers, body, isMandatory } = sending.outgoing;
    count += 1;
    const messageId = `${id}-${count}`;
    inFlight.set(messageId, sending);
    inFlightBytes += body.length;
    try {
      await channel.basicPublish(
        {
          exchange,
          routingKey,
          headers: { ...headers },
          contentType,
          messageId,
          durable: true,
          mandatory: isMandatory,
        },
        body,
      );
      unanswered = undefined;
      if (isMandatory) await nextTurn(); // the client library tells of a return a turn later than of the confirmation
      sending.done();
    } catch (error) {
      sending.failed(new BusUnavailableError(`RabbitMQ did not take a message: ${reasonOf(error)}.`, { cause: error }));
    }
    if (!inFlight.delete(messageId)) return; // the channel was lost, and with it all that was counted
    inFlightBytes -= body.length;
    pump();
  }

  await open();
  return {
    async send(batch) {
      const patienceMs = link.isClosed() ? 0 : sendMsMax - link.awayMs();
      if (patienceMs <= 0) throw new BusUnavailableError(link.trouble() ?? 'RabbitMQ is away.');
      if (waiting.length > waitingMax || waitingBytes > waitingBytesMax)
        throw new BusUnavailableError('RabbitMQ is slower than what is published: too many messages wait.');
      const { promise: late, reject } = Promise.withResolvers<never>();
      const cancelTimer = systemClock.setTimer(() => {
        unanswered = `RabbitMQ did not answer for ${Math.round(patienceMs)} ms.`;
        reject(new BusUnavailableError(link.trouble() ?? unanswered));
      }, patienceMs);
      const sendings: Sending[] = [];
      const sent = batch.map(
        async (outgoing) =>
          new Promise<void>((done, failed) => {
            sendings.push({ outgoing, done, failed, isGivenUp: false });
            waitingBytes += outgoing.body.length;
          }),
      );
      waiting.push(...sendings);
      pump();
      try {
        await Promise.race([Promise.all(sent), late]);
      } finally {
        cancelTimer();
        for (const sending of sendings) sending.isGivenUp = true;
        void Promise.allSettled(sent);
        if (!current) forgetGivenUp();
      }
    },
    trouble: () => link.trouble() ?? (current ? unanswered : 'RabbitMQ is being reconnected.'),
    async close() {
      await closeChannel(current);
      for (const { failed } of waiting.splice(0)) failed(new BusUnavailableError('The bus was closed.'));
    },
  };
}
