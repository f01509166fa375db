import { randomUUID } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';
import { createGroupQueue, type Delivery } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import { type Connection, toReport } from './connection.ts';
import type { DeadLetters } from './dead-letters.ts';
import { createHeldMessages, type Held } from './held-messages.ts';
import { receive } from './queue-calls.ts';
import { wait } from './wait.ts';
import { unpack } from './wire.ts';

export interface GroupConsumerOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly group: string;
  /** The address of the group's queue of the topic, now. */
  readonly url: () => string;
  readonly waitSeconds: number;
  readonly visibilityMs: number;
  readonly attemptsMax: number;
  readonly backoffMs: number;
  readonly deadLetters: DeadLetters;
  report(error: unknown): void;
}

/** The members of a group in this process, for one topic. */
export interface GroupConsumer {
  /** Adds a member; the answer removes it and resolves when its handlers have ended. */
  join(handle: BusSubscription['handle']): () => Promise<void>;
  /** Receives nothing more and gives back what was not handled; the members have left. Takes as long as a call that waits for messages. */
  stop(): Promise<void>;
}

interface Work extends Delivery {
  readonly held: Held;
}

/** What a process takes from one queue before it has handled any: enough for slow streams not to fill it, and a bound. */
const heldMax = 500;
/** As many calls receive at once while there is much to receive; one while there is little. */
const receiversMax = 4;
const perReceive = 10;
const settleMs = 150;
const unreadableMs = 500;

export function createGroupConsumer(options: GroupConsumerOptions): GroupConsumer {
  const { connection, clock, group, url, waitSeconds, visibilityMs, attemptsMax, backoffMs, deadLetters, report } =
    options;
  const queue = createGroupQueue<Work>({
    clock,
    attemptsMax,
    backoffMs,
    report,
    async bury({ message, letterId }, { error, attempts }) {
      await deadLetters.bury({ group, message, error, attempts, letter: letterId });
    },
  });
  const held = createHeldMessages({
    connection,
    clock,
    url,
    visibilityMs,
    report,
    onRoom() {
      makeRoom();
      if (held.size() === 0) settled.resolve();
    },
    onLost(lost) {
      const gone = new Set(lost);
      void queue.abandon((work) => gone.has(work.held));
    },
  });
  let room: PromiseWithResolvers<void> | undefined;
  let settled = Promise.withResolvers<void>();
  let isStopping = false;
  let receiving = 0;
  const receivers = new Set<Promise<void>>();

  function makeRoom(): void {
    room?.resolve();
    room = undefined;
  }

  function addReceiver(): void {
    const isFirst = receivers.size === 0;
    const running = receiveOn(isFirst).finally(() => receivers.delete(running));
    receivers.add(running);
  }

  /** The first goes on until the end, the others while there is much: while calls come back full, none waits for messages. */
  async function receiveOn(isFirst: boolean): Promise<void> {
    let isMuch = !isFirst;
    let attemptId = randomUUID();
    while (!isStopping) {
      if (held.size() + (receiving + 1) * perReceive > heldMax) {
        room ??= Promise.withResolvers(); // all who wait share it
        await room.promise;
        continue;
      }
      const received = await receiveSome(isMuch ? 0 : waitSeconds, attemptId);
      if (received !== undefined) attemptId = randomUUID();
      const count = received ?? 0;
      if (isStopping) return;
      const wasMuch = isMuch;
      isMuch = count === perReceive;
      if (isMuch && receivers.size < receiversMax) addReceiver();
      if (isMuch) continue;
      if (!isFirst) return;
      if (count > 0 || wasMuch) await settle();
    }
  }

  /**
   * A short rest before a call that waits: it then finds the streams free of which we have just handled something, and more
   * messages at once, which saves calls.
   */
  async function settle(): Promise<void> {
    settled = Promise.withResolvers();
    const cancel = clock.setTimer(settled.resolve, settleMs);
    if (held.size() > 0) await settled.promise;
    cancel();
  }

  /** Undefined if the answer was lost. */
  async function receiveSome(seconds: number, attemptId: string): Promise<number | undefined> {
    receiving += 1;
    try {
      await connection.up();
      const startedAt = clock.monotonic();
      const messages = await receive(connection.call, { url: url(), waitSeconds: seconds, visibilityMs, attemptId });
      for (const message of messages) take(message, startedAt);
      return messages.length;
    } catch (error) {
      if (isStopping) return undefined;
      connection.lost(error);
      report(toReport(`The queue of ${group} could not be read`, error));
      await wait(unreadableMs);
      return undefined;
    } finally {
      receiving -= 1;
    }
  }

  /** What nobody can read stays in the queue until SQS buries it. */
  function take({ MessageId = '', ReceiptHandle = '', Body, MessageAttributes }: Message, startedAt: number): void {
    let parcel: ReturnType<typeof unpack>;
    try {
      parcel = unpack(Body, MessageAttributes);
    } catch (error) {
      return report(error);
    }
    const taken = held.take({ id: MessageId, receipt: ReceiptHandle }, startedAt);
    if (!taken || isStopping) return;
    const { message, letter } = parcel;
    const onDone = (how: 'handled' | 'dead') => {
      held.done(taken);
      if (how === 'handled' && letter !== undefined) deadLetters.handled(group, letter);
    };
    queue.enqueue({ message, held: taken, onDone, ...(letter === undefined ? {} : { letterId: letter }) });
  }

  addReceiver();

  return {
    join: queue.join,
    async stop() {
      isStopping = true;
      makeRoom();
      settled.resolve();
      await queue.abandon(() => true);
      await Promise.all(receivers);
      await held.release();
    },
  };
}
