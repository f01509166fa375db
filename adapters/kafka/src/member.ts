import { setTimeout as sleep } from 'node:timers/promises';
import { createGroupQueue, type Delivery } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import { type Clients, within } from './clients.ts';
import { createCommitter } from './committer.ts';
import { letterHeader, toHandledRecord, toLetterRecord } from './letters.ts';
import { createLoad } from './load.ts';
import { joinGroup } from './membership.ts';
import type { Names } from './names.ts';
import { createPartition, nameOf, type Partition } from './partition.ts';
import type { Publisher } from './publisher.ts';
import { createReader } from './reader.ts';
import { type KeptRecord, readMessage, UnreadableError } from './records.ts';
import { createTroubleReport } from './trouble.ts';

export interface MemberOptions {
  readonly clients: Clients;
  readonly names: Names;
  readonly topic: string;
  readonly group: string;
  readonly handle: BusSubscription['handle'];
  readonly publisher: Publisher;
  readonly retries: { readonly attemptsMax: number; readonly backoffMs: number };
  readonly clock: Clock;
  report(error: unknown): void;
}

export interface Member {
  /** Resolves when it has its share of the work, or after a while if others have it all. */
  readonly ready: Promise<void>;
  /** Waits for the handlers under way; what was not handled goes to other members. */
  stop(): Promise<void>;
}

/** Where a record lies, and how much it held: not the record, which is a window on the whole answer of a broker. */
interface Place {
  readonly partition: Partition;
  readonly offset: bigint;
  readonly timestamp: number;
  readonly bytes: number;
  readonly letterId?: string;
}

interface KafkaDelivery extends Delivery, Place {}

interface Dead {
  readonly key: string;
  readonly body: Buffer;
  readonly error: unknown;
  readonly attempts: number;
}

/** Beyond this nothing more is fetched. */
const loadMax = { count: 1_000, bytes: 16 * 1024 * 1024 };
/** So far a partition is read ahead of a message that fails again and again: what is repeated if this process dies. */
const spanMax = 10_000;
const readyMsMax = 2_000;
const finalCommitMsMax = 3_000;
const retryMs = 200;

/** One process's part in a group's work on one topic. */
export function startMember(options: MemberOptions): Member {
  const { clients, names, topic, group, publisher, clock, report } = options;
  const consumerGroup = names.groupOf(topic, group);
  const topics = [names.topicOf(topic), names.replayOf(topic, group)];
  const owned = new Map<string, Partition>();
  const settling = new Map<Promise<void>, Partition>();
  const load = createLoad(loadMax);
  const trouble = createTroubleReport({ label: clients.label, clock, report });
  const ready = Promise.withResolvers<void>();
  const readyTimer = setTimeout(ready.resolve, readyMsMax);
  let assigned: ReadonlySet<string> = new Set();
  let isHeld = false; // a partition was left out of a fetch
  let isLoading = false;
  let isStopped = false;

  const queue = createGroupQueue<KafkaDelivery>({ clock, ...options.retries, report, bury });
  const leaveQueue = queue.join(options.handle);
  const committer = createCommitter({
    client: clients.reader(consumerGroup),
    identity: () => membership.identity(),
    partitions: () => owned.values(),
    report: trouble,
  });
  const reader = createReader({
    client: clients.reader(),
    topics,
    mayRead,
    onRecord: take,
    report: trouble,
  });
  const membership = joinGroup({ clients, group: consumerGroup, topics, lose, own, report: trouble });

  function mayRead(partition: Partition): boolean {
    const may = !load.isFull() && partition.span() < spanMax;
    isHeld ||= !may;
    return may;
  }

  function take(partition: Partition, record: KeptRecord): void {
    const { offset, timestamp, key, value } = record;
    const letterId = partition.topic === topics[1] ? record.header(letterHeader) : undefined;
    const place = {
      partition,
      offset,
      timestamp,
      bytes: value?.length ?? 0,
      ...(letterId === undefined ? {} : { letterId }),
    };
    partition.begin(offset);
    load.add(partition, place.bytes);
    const message = readMessage(topic, key, value);
    if (message) {
      queue.enqueue({ ...place, message, onDone: (how) => onDone(place, how) });
    } else {
      const body = Buffer.from(value ?? '');
      report(new UnreadableError());
      settle(place, async () => keep(place, { key, body, error: new UnreadableError(), attempts: 1 }));
    }
  }

  function onDone(place: Place, how: 'handled' | 'dead'): void {
    const { letterId } = place;
    if (letterId === undefined || how === 'dead') done(place);
    else settle(place, async () => publisher.publish([toHandledRecord(names, group, letterId)]));
  }

  function done({ partition, offset, bytes }: Place): void {
    partition.done(offset);
    load.done(partition, bytes);
    committer.commitSoon();
    if (!isHeld) return;
    isHeld = false;
    reader.wake();
  }

  /** The record is done when `work` has succeeded; as long as the partition is ours that is tried again. */
  function settle(place: Place, work: () => Promise<void>): void {
    const attempt = async () => {
      do {
        try {
          await work();
          return done(place);
        } catch (error) {
          trouble(error);
          await sleep(retryMs, undefined, { ref: false });
        }
      } while (!place.partition.isGone);
    };
    const settled = attempt().finally(() => settling.delete(settled));
    settling.set(settled, place.partition);
  }

  async function bury(delivery: KafkaDelivery, failure: { readonly error: unknown; readonly attempts: number }) {
    const { message } = delivery;
    await keep(delivery, { key: message.key, body: Buffer.from(JSON.stringify(message.events)), ...failure });
  }

  /** Among the group's dead letters. */
  async function keep({ partition, offset, timestamp, letterId }: Place, dead: Dead): Promise<void> {
    const { key, body, error, attempts } = dead;
    const text = error instanceof Error ? error.message : String(error);
    // Of the record's own place, so that a message that dies twice (its end was not committed) is one letter.
    const id = letterId ?? `${topic}-${partition.number}-${offset}-${timestamp.toString(36)}`;
    const letter = { id, group, topic, key, body, error: text.slice(0, 500), attempts, failedAt: clock.now() };
    await publisher.publish([toLetterRecord(names, letter)]);
  }

  async function lose(kept: ReadonlySet<string>): Promise<void> {
    assigned = kept;
    const lost = new Set([...owned].filter(([name]) => !kept.has(name)).map(([, partition]) => partition));
    if (lost.size === 0) return;
    await drop(lost);
    await committer.commit(lost);
  }

  /** Resolves when nothing of these partitions is under way any more. */
  async function drop(lost: ReadonlySet<Partition>): Promise<void> {
    for (const partition of lost) {
      partition.leave();
      load.forget(partition);
      owned.delete(nameOf(partition));
    }
    reader.forget();
    reader.wake(); // there is room for others
    await queue.abandon(({ partition }) => lost.has(partition));
    await Promise.all([...settling].filter(([, partition]) => lost.has(partition)).map(([settled]) => settled));
  }

  function own(now: ReadonlySet<string>): void {
    assigned = now;
    const lost = new Set([...owned].filter(([name]) => !now.has(name)).map(([, partition]) => partition));
    if (lost.size > 0) void drop(lost);
    void loadMissing();
  }

  /** Begins with the partitions that were assigned, from where the group is. */
  async function loadMissing(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    for (let missing = notOwned(); missing.length > 0; missing = notOwned()) {
      const before = assigned;
      try {
        const starts = await committer.startsOf(missing);
        if (before !== assigned || isStopped) continue; // it may be another member's progress that was read
        const partitions = missing.map((place, n) => createPartition(place.topic, place.number, starts[n] ?? 0n));
        for (const partition of partitions) owned.set(nameOf(partition), partition);
        reader.add(partitions);
        ready.resolve();
      } catch (error) {
        trouble(error);
        await sleep(retryMs, undefined, { ref: false });
      }
    }
    isLoading = false;
  }

  function notOwned(): readonly { readonly topic: string; readonly number: number }[] {
    if (isStopped) return [];
    return [...assigned].filter((name) => !owned.has(name)).map(placeOf);
  }

  return {
    ready: ready.promise,
    async stop() {
      isStopped = true;
      clearTimeout(readyTimer);
      ready.resolve();
      const lost = new Set(owned.values());
      const left = leaveQueue(); // before the rest, so that no handler begins any more
      const stopped = reader.stop();
      await Promise.all([left, stopped, drop(lost)]);
      await within(finalCommitMsMax, committer.commit(lost)).catch(trouble);
      await membership.leave();
      await committer.stop();
    },
  };
}

function placeOf(name: string): { readonly topic: string; readonly number: number } {
  const colon = name.lastIndexOf(':');
  return { topic: name.slice(0, colon), number: Number(name.slice(colon + 1)) };
}
