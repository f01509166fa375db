import { setTimeout as sleep } from 'node:timers/promises';
import { createGroupQueue, type Delivery, decodeMessage } from '@myevents/bus-kit';
import type { BusSubscription, Clock } from '@myevents/ports';
import { type Clients, within } from './clients.ts';
import { createCommitter } from './committer.ts';
import { letterHeader, toHandledRecord, toLetterRecord } from './letters.ts';
import { joinGroup } from './membership.ts';
import type { Names } from './names.ts';
import { createPartition, nameOf, type Partition } from './partition.ts';
import type { Publisher } from './publisher.ts';
import { createReader } from './reader.ts';
import type { KeptRecord } from './records.ts';

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

interface KafkaDelivery extends Delivery {
  readonly partition: Partition;
  readonly record: KeptRecord;
}

/** Beyond this nothing more is fetched until half of it is done. */
const waitingCountMax = 1_000;
const waitingBytesMax = 16 * 1024 * 1024;
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
  const ready = Promise.withResolvers<void>();
  const readyTimer = setTimeout(ready.resolve, readyMsMax);
  let assigned: ReadonlySet<string> = new Set();
  let waitingBytes = 0;
  let isFull = false;
  let isLoading = false;
  let isStopped = false;

  const queue = createGroupQueue<KafkaDelivery>({ clock, ...options.retries, report, bury });
  const leaveQueue = queue.join(options.handle);
  const committer = createCommitter({
    client: clients.reader(consumerGroup),
    identity: () => membership.identity(),
    partitions: () => owned.values(),
    report,
  });
  const reader = createReader({
    client: clients.reader(),
    topics,
    mayRead: (partition) => !isFull && partition.span() < spanMax,
    onRecord: take,
    findStart: async (partition) => committer.restart(partition),
    report,
  });
  const membership = joinGroup({ clients, group: consumerGroup, topics, lose, own, report });

  function take(partition: Partition, record: KeptRecord): void {
    partition.begin(record.offset);
    const letterId = partition.topic === topics[1] ? record.header(letterHeader) : undefined;
    const delivery = { partition, record, ...(letterId === undefined ? {} : { letterId }) };
    try {
      const message = decodeMessage(topic, record.key, record.value ?? '');
      waitingBytes += record.value?.length ?? 0;
      isFull ||= queue.size() >= waitingCountMax || waitingBytes >= waitingBytesMax;
      queue.enqueue({ ...delivery, message, onDone: (how) => onDone(delivery, how) });
    } catch (error) {
      const message = { topic, key: record.key, events: [] };
      report(error);
      settle(delivery, async () => bury({ ...delivery, message, onDone: () => {} }, { error, attempts: 1 }));
    }
  }

  function onDone(delivery: Pick<KafkaDelivery, 'partition' | 'record' | 'letterId'>, how: 'handled' | 'dead'): void {
    const { letterId, partition, record } = delivery;
    release(record.value?.length ?? 0);
    if (letterId !== undefined && how === 'handled') {
      settle(delivery, async () => publisher.publish([toHandledRecord(names, group, letterId)]));
    } else {
      partition.done(record.offset);
      committer.commitSoon();
    }
  }

  function release(bytes: number): void {
    waitingBytes -= bytes;
    const isCalm = queue.size() <= waitingCountMax / 2 && waitingBytes <= waitingBytesMax / 2;
    if (isFull && isCalm) isFull = false;
    if (!isFull) reader.wake();
  }

  /** The record is done when `work` has succeeded; as long as the partition is ours that is tried again. */
  function settle({ partition, record }: Pick<KafkaDelivery, 'partition' | 'record'>, work: () => Promise<void>): void {
    const attempt = async () => {
      do {
        try {
          await work();
          partition.done(record.offset);
          committer.commitSoon();
          return;
        } catch (error) {
          report(error);
          await sleep(retryMs, undefined, { ref: false });
        }
      } while (!partition.isGone);
    };
    const settled = attempt().finally(() => settling.delete(settled));
    settling.set(settled, partition);
  }

  async function bury(delivery: KafkaDelivery, failure: { readonly error: unknown; readonly attempts: number }) {
    const { record, partition, letterId } = delivery;
    const text = failure.error instanceof Error ? failure.error.message : String(failure.error);
    // Of the record's own place, so that a message that dies twice (its end was not committed) is one letter.
    const place = `${topic}-${partition.number}-${record.offset}-${record.timestamp.toString(36)}`;
    const letter = {
      id: letterId ?? place,
      group,
      topic,
      key: record.key,
      body: record.value ?? Buffer.alloc(0),
      error: text.slice(0, 500),
      attempts: failure.attempts,
      failedAt: clock.now(),
    };
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
      owned.delete(nameOf(partition));
    }
    reader.forget();
    let dropped = 0;
    const abandoned = queue.abandon(({ partition, record }) => {
      if (!lost.has(partition)) return false;
      dropped += record.value?.length ?? 0;
      return true;
    });
    await abandoned;
    release(Math.min(dropped, waitingBytes));
    await Promise.all([...settling].filter(([, partition]) => lost.has(partition)).map(([settled]) => settled));
  }

  function own(now: ReadonlySet<string>): void {
    assigned = now;
    const lost = new Set([...owned].filter(([name]) => !now.has(name)).map(([, partition]) => partition));
    if (lost.size > 0) void drop(lost);
    void load();
  }

  /** Begins with the partitions that were assigned, from where the group is. */
  async function load(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    for (let missing = notOwned(); missing.length > 0; missing = notOwned()) {
      const before = assigned;
      try {
        const starts = await committer.startsOf(missing);
        if (before !== assigned) continue; // it may be another member's progress that was read
        const partitions = missing.map((place, n) => createPartition(place.topic, place.number, starts[n] ?? 0n));
        for (const partition of partitions) owned.set(nameOf(partition), partition);
        reader.add(partitions);
        ready.resolve();
      } catch (error) {
        report(error);
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
      await within(finalCommitMsMax, committer.commit(lost)).catch(report);
      await membership.leave();
      await committer.stop();
    },
  };
}

function placeOf(name: string): { readonly topic: string; readonly number: number } {
  const colon = name.lastIndexOf(':');
  return { topic: name.slice(0, colon), number: Number(name.slice(colon + 1)) };
}
