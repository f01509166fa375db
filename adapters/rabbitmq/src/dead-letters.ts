import { hash, randomUUID } from 'node:crypto';
import { BusUnavailableError, type Clock, type DeadLetter } from '@myevents/ports';
import type { AsyncMessage } from 'rabbitmq-client';
import { bodyOf, header, numberHeader, type Received, readMessage, textHeader } from './envelope.ts';
import type { Link } from './link.ts';
import { type Names, routingKeyOf } from './names.ts';
import type { Publisher } from './publisher.ts';
import { lock, putBack, takeAll, unlock } from './reading.ts';
import { retrying } from './retrying.ts';
import { deliveriesMax } from './setup.ts';

/** What could not be handled, in one queue per group. */
export interface DeadLetters {
  /** Resolves when the letter is safe, and the one it was replayed from is gone. */
  bury(death: Death): Promise<void>;
  /** Takes a letter out whose replay was handled. Waits for a broker that is away. */
  remove(group: string, letterId: string): Promise<void>;
  list(group: string): Promise<readonly DeadLetter[]>;
  replay(group: string): Promise<number>;
}

interface Death {
  readonly group: string;
  readonly topic: string;
  readonly received: Received;
  /** The letter it was replayed from. */
  readonly letterId: string | undefined;
  readonly error: unknown;
  readonly attempts: number;
}

export interface DeadLettersOptions {
  readonly link: Link;
  readonly publisher: Publisher;
  readonly names: Names;
  readonly clock: Clock;
  /** Whether the topology has it: a letter of a topic that is no more is listed, not replayed. */
  readonly hasQueue: (group: string, topic: string) => boolean;
  readonly report: (error: unknown, group: string) => void;
}

/** So many of a group's letters, the oldest, are read at once. */
const lettersMax = 1_000;
const errorLengthMax = 500;

/** Of letters that the broker wrote, not we; their time is that of the message. */
const diedOfIt = 'Each member that had it was lost before it answered.';

interface Letter {
  readonly letter: DeadLetter;
  readonly edition: string;
  readonly received: AsyncMessage;
}

/** Letters to be taken out of one group's queue, by id; with the edition that stays, if one does. */
interface Removal {
  readonly wanted: Map<string, string | undefined>;
  running: Promise<void> | undefined;
}

export function createDeadLetters(options: DeadLettersOptions): DeadLetters {
  const { link, publisher, names, clock, hasQueue, report } = options;
  const lines = new Map<string, Promise<unknown>>();
  const removals = new Map<string, Removal>();

  /** One after the other within this process; between processes the broker sees to it. */
  async function inLine<T>(group: string, run: () => Promise<T>): Promise<T> {
    const turn = (lines.get(group) ?? Promise.resolve()).then(run, run);
    lines.set(
      group,
      turn.catch(() => {}),
    );
    return turn;
  }

  /** Reads the letters, takes out those that `visit` says, and puts the others back. */
  async function visitLetters<T>(
    group: string,
    visit: (letters: readonly Letter[], takeOut: (letter: Letter) => void) => Promise<T>,
  ): Promise<T> {
    return inLine(group, async () => {
      const channel = await lock(link, names.reading(group));
      try {
        const { ready, received } = await takeAll(channel, names.dead(group), lettersMax);
        let taken = 0;
        try {
          return await visit(
            received.map((message) => readLetter(group, message)),
            (letter) => {
              taken += 1;
              channel.basicAck({ deliveryTag: letter.received.deliveryTag });
            },
          );
        } finally {
          await putBack(channel, names.dead(group), () => ready - taken);
        }
      } finally {
        await unlock(channel, names.reading(group));
      }
    });
  }

  /** Takes letters out until none of them is found any more: RabbitMQ confirms no acknowledgement. */
  async function removeWanted(group: string, { wanted }: Removal): Promise<void> {
    while (wanted.size > 0) {
      const now = new Map(wanted);
      const found = await visitLetters(group, async (letters, takeOut) => {
        const unwanted = letters.filter(({ letter, edition }) => now.has(letter.id) && now.get(letter.id) !== edition);
        for (const letter of unwanted) takeOut(letter);
        return new Set(unwanted.map(({ letter }) => letter.id));
      });
      for (const [id, edition] of now) {
        if (!found.has(id) && wanted.get(id) === edition) wanted.delete(id);
      }
    }
  }

  async function remove(group: string, letterId: string, editionThatStays?: string): Promise<void> {
    const removal = removals.get(group) ?? { wanted: new Map<string, string | undefined>(), running: undefined };
    removals.set(group, removal);
    removal.wanted.set(letterId, editionThatStays);
    while (removal.wanted.has(letterId) && !link.isClosed()) {
      removal.running ??= retrying({
        run: async () => removeWanted(group, removal),
        isOver: link.isClosed,
        report: (error) => report(error, group),
      }).finally(() => {
        removal.running = undefined;
      });
      await removal.running;
    }
    if (removal.wanted.has(letterId))
      throw new BusUnavailableError('The bus was closed before a dead letter was removed.');
  }

  return {
    remove: async (group, letterId) => remove(group, letterId),
    async bury({ group, topic, received, letterId, error, attempts }) {
      const edition = randomUUID();
      const text = error instanceof Error ? error.message : String(error);
      await publisher.send([
        {
          exchange: '',
          routingKey: names.dead(group),
          isMandatory: true,
          body: bodyOf(received),
          headers: {
            [header.topic]: topic,
            [header.key]: textHeader(received, header.key) ?? '',
            [header.letter]: letterId ?? edition,
            [header.edition]: edition,
            [header.error]: text.slice(0, errorLengthMax),
            [header.attempts]: attempts,
            [header.failedAt]: clock.now(),
          },
        },
      ]);
      if (letterId !== undefined) await remove(group, letterId, edition);
    },
    async list(group) {
      const letters = await visitLetters(group, async (found) => found);
      return newestOfEach(letters).map(({ letter }) => letter);
    },
    async replay(group) {
      return visitLetters(group, async (found) => {
        const letters = newestOfEach(found).filter(({ letter }) => hasQueue(group, letter.message.topic));
        await publisher.send(
          letters.map(({ letter, received }) => ({
            exchange: names.group(group, letter.message.topic),
            routingKey: routingKeyOf(letter.message.key),
            isMandatory: true,
            body: bodyOf(received),
            headers: {
              [header.topic]: letter.message.topic,
              [header.key]: letter.message.key,
              [header.letter]: letter.id,
            },
          })),
        );
        return letters.length;
      });
    },
  };
}

/**
 * In the order in which they died, which the broker does not keep when they are put back. A letter whose replay failed again is
 * there twice for a moment.
 */
function newestOfEach(letters: readonly Letter[]): readonly Letter[] {
  const newest = new Map<string, Letter>();
  for (const letter of letters.toSorted(byDeath)) {
    newest.delete(letter.letter.id);
    newest.set(letter.letter.id, letter);
  }
  return [...newest.values()];
}

function byDeath({ letter: one }: Letter, { letter: other }: Letter): number {
  return one.failedAt - other.failedAt || (one.id < other.id ? -1 : 1);
}

function readLetter(group: string, received: AsyncMessage): Letter {
  const topic = textHeader(received, header.topic) ?? '';
  const key = textHeader(received, header.key) ?? '';
  const id = textHeader(received, header.letter) ?? received.messageId ?? hash('sha1', bodyOf(received), 'hex');
  let unreadable: string | undefined;
  let message: DeadLetter['message'] = { topic, key, events: [] };
  try {
    message = readMessage(topic, received);
  } catch (error) {
    unreadable = `It cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const isByBroker = received.headers?.['x-death'] !== undefined;
  const letter: DeadLetter = {
    id,
    group,
    message,
    error: textHeader(received, header.error) ?? (isByBroker ? diedOfIt : (unreadable ?? 'Nobody said why.')),
    attempts: numberHeader(received, header.attempts) ?? (isByBroker ? deliveriesMax + 1 : 0),
    failedAt: numberHeader(received, header.failedAt) ?? (received.timestamp ?? 0) * 1_000,
  };
  return { letter, edition: textHeader(received, header.edition) ?? '', received };
}
