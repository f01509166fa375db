import { createHash, randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { BusMessage, Clock, DeadLetter } from '@myevents/ports';
import { type Connection, toReport } from './connection.ts';
import { isRefused } from './failures.ts';
import { changeVisibility, countMessages, deleteMessages, inTens, receive } from './queue-calls.ts';
import { wait } from './wait.ts';
import { type Parcel, pack, unpack } from './wire.ts';

export interface Burial {
  readonly group: string;
  readonly message: BusMessage;
  readonly error: unknown;
  readonly attempts: number;
  /** The letter it was replayed from, which it replaces. */
  readonly letter: string | undefined;
}

export interface DeadLetters {
  /** Resolves when the queue of dead letters has it. */
  bury(burial: Burial): Promise<void>;
  /** A replayed one was handled: it leaves the list soon, for good. */
  handled(group: string, letter: string): void;
  /** In the order in which they died, at most a thousand. */
  list(group: string): Promise<readonly DeadLetter[]>;
  /** Resolves when nothing is being removed any more. */
  idle(): Promise<void>;
}

export interface DeadLettersOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  /** The address of the dead letters of a group, now. */
  readonly url: (group: string) => string;
  readonly report: (error: unknown, group: string) => void;
}

interface Found {
  /** Missing where somebody else wrote into our queue. */
  readonly letter: DeadLetter | undefined;
  readonly receipt: string;
}

const lettersMax = 1_000;
/** How long a letter is kept from others while somebody looks through all of them. */
const lookMs = 30_000;
/** Somebody else is looking at this moment: for so long we look again, after pauses by which one gets ahead of the other. */
const patienceMs = 15_000;
const pauseMs = 250;
const gatherMs = 50;
const removalsMax = 10;

/**
 * A queue can only be read by taking from it, so who looks takes all letters for a moment and gives them back. A replayed
 * letter stays until it was handled; who handled it looks for it and deletes it. If that process dies in between, the letter
 * stays listed: it may be handled twice, never not at all.
 */
export function createDeadLetters({ connection, clock, url, report }: DeadLettersOptions): DeadLetters {
  const leaving = new Map<string, Map<string, number>>();
  const looking = new Map<string, Promise<unknown>>();
  const removals = new Set<Promise<void>>();

  /** One look at a time within a process. */
  async function inTurn<Output>(group: string, look: () => Promise<Output>): Promise<Output> {
    const before = looking.get(group) ?? Promise.resolve();
    const turn = before.then(look, look);
    looking.set(
      group,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Takes letters until there are no more, a thousand at most; says whether others seem to have some now. */
  async function takeAll(group: string): Promise<{ readonly found: readonly Found[]; readonly isPartial: boolean }> {
    const found: Found[] = [];
    for (let isEmpty = false; !isEmpty && found.length < lettersMax; ) {
      const messages = await receive(connection.call, { url: url(group), waitSeconds: 0, visibilityMs: lookMs });
      isEmpty = messages.length === 0;
      for (const message of messages)
        found.push({ letter: read(group, message), receipt: message.ReceiptHandle ?? '' });
    }
    const count = found.length < lettersMax ? await countMessages(connection.call, url(group)) : 0;
    return { found, isPartial: count > found.length };
  }

  function read(group: string, message: Received): DeadLetter | undefined {
    try {
      return toLetter(group, message);
    } catch (error) {
      report(error, group);
      return undefined;
    }
  }

  async function giveBack(group: string, found: readonly Found[]): Promise<void> {
    const give = async (some: readonly Found[]) => {
      const receipts = some.map(({ receipt }) => receipt);
      await changeVisibility(connection.call, { url: url(group), receipts, visibilityMs: 0 });
    };
    await Promise.all(inTens(found).map(give));
  }

  async function look(group: string): Promise<readonly DeadLetter[]> {
    let best: readonly Found[] = [];
    const startedAt = performance.now();
    for (let isDone = false; !isDone; ) {
      const lookedAt = performance.now();
      const { found, isPartial } = await takeAll(group);
      await giveBack(group, found);
      const now = performance.now();
      if (!isPartial || found.length >= best.length) best = found;
      isDone = !isPartial || now - startedAt > patienceMs;
      if (!isDone) await wait((pauseMs + now - lookedAt) * 2 * Math.random());
    }
    const newest = new Map<string, DeadLetter>();
    for (const { letter } of best) {
      if (!letter) continue;
      const other = newest.get(letter.id);
      if (!other || other.failedAt <= letter.failedAt) newest.set(letter.id, letter);
    }
    return [...newest.values()].sort((a, b) => a.failedAt - b.failedAt);
  }

  /** All copies of the letter that died before then: those that were handled, and what a newer one replaces. */
  function removeSoon(group: string, letter: string, before: number): void {
    const ids = leaving.get(group);
    if (ids) {
      ids.set(letter, before);
      return;
    }
    const fresh = new Map([[letter, before]]);
    leaving.set(group, fresh);
    const running = remove(group, fresh)
      .catch((error: unknown) => report(toReport('Handled letters stay on the list', error), group))
      .finally(() => removals.delete(running));
    removals.add(running);
  }

  async function remove(group: string, ids: ReadonlyMap<string, number>): Promise<void> {
    await wait(gatherMs);
    leaving.delete(group);
    const left = new Set(ids.keys());
    for (let n = 0; n < removalsMax && left.size > 0; n += 1) {
      if (n > 0) await wait(pauseMs * n * (0.5 + Math.random()));
      try {
        await connection.up();
        const isPartial = await inTurn(group, async () => removeOnce(group, ids, left));
        if (!isPartial) return;
      } catch (error) {
        connection.lost(error);
        if (isRefused(error) || n === removalsMax - 1) throw error;
      }
    }
  }

  async function removeOnce(group: string, ids: ReadonlyMap<string, number>, left: Set<string>): Promise<boolean> {
    const { found, isPartial } = await takeAll(group);
    const isLeaving = ({ letter }: Found) =>
      letter !== undefined && letter.failedAt < (ids.get(letter.id) ?? Number.NEGATIVE_INFINITY);
    const [going, staying] = [found.filter(isLeaving), found.filter((each) => !isLeaving(each))];
    for (const some of inTens(going)) {
      await deleteMessages(
        connection.call,
        url(group),
        some.map(({ receipt }) => receipt),
      );
    }
    for (const { letter } of going) if (letter) left.delete(letter.id);
    await giveBack(group, staying);
    return isPartial;
  }

  return {
    async bury({ group, message, error, attempts, letter: replaced }) {
      const text = error instanceof Error ? error.message : String(error);
      const failedAt = clock.now();
      const letter = replaced ?? randomUUID();
      await connection.up();
      await send(connection, url(group), { message, letter, error: text.slice(0, 500), attempts, failedAt });
      if (replaced !== undefined) removeSoon(group, letter, failedAt);
    },
    handled: (group, letter) => removeSoon(group, letter, Number.POSITIVE_INFINITY),
    async list(group) {
      return inTurn(group, async () => look(group));
    },
    async idle() {
      await Promise.allSettled(removals);
    },
  };
}

/** Each letter is a message group of its own, so that all can be taken at once. */
async function send(connection: Connection, url: string, parcel: Parcel): Promise<void> {
  const { body, attributes } = pack(parcel);
  const command = new SendMessageCommand({
    QueueUrl: url,
    MessageBody: body,
    MessageAttributes: attributes,
    MessageGroupId: createHash('sha256').update(`${parcel.letter}`).digest('base64url'),
    MessageDeduplicationId: randomUUID(),
  });
  await connection.call(({ sqs }, options) => sqs.send(command, options));
}

type Received = Awaited<ReturnType<typeof receive>>[number];

/** SQS itself buried what was received too often: then nobody noted why. */
function toLetter(group: string, { MessageId = '', Body, Attributes, MessageAttributes }: Received): DeadLetter {
  const parcel = unpack(Body, MessageAttributes);
  return {
    id: parcel.letter ?? MessageId,
    group,
    message: parcel.message,
    error: parcel.error ?? 'Received again and again without being handled: its handlers may have crashed.',
    attempts: parcel.attempts ?? Number(Attributes?.ApproximateReceiveCount ?? 0),
    failedAt: parcel.failedAt ?? Number(Attributes?.SentTimestamp ?? 0),
  };
}
