import type { ClusterMetadata, Consumer } from '@platformatic/kafka';
import { closeClient, timing } from './clients.ts';
import { isRefusal } from './failure.ts';
import { withinKept } from './offsets.ts';
import type { Partition } from './partition.ts';
import { endOf, type KeptRecord, readBatch } from './records.ts';

type FetchAnswer = Awaited<ReturnType<Consumer['fetch']>>;

export interface ReaderOptions {
  readonly client: Consumer;
  readonly topics: readonly string[];
  /** Asked before each fetch: a partition that has enough to do is left out. */
  mayRead(partition: Partition): boolean;
  onRecord(partition: Partition, record: KeptRecord): void;
  /** The brokers answer again after they did not, or what was to be read next is no more kept. */
  onReconnect?(): void;
  report(error: unknown): void;
}

/** Reads partitions, each from an offset of its own, as long as it is not stopped. */
export interface Reader {
  add(partitions: readonly Partition[]): void;
  /** Drops those that are gone. */
  forget(): void;
  /** Looks again which partitions may be read. */
  wake(): void;
  stop(): Promise<void>;
}

const fetchBytesMax = 4 * 1024 * 1024;
const partitionBytesMax = 1024 * 1024;
const retryMsMax = 1_000;

/**
 * The client library's own streams end at many errors and begin again at positions of their choice, so this one fetches itself: one
 * request at a time for each broker, tried again as long as it takes, never past a record that was not handed on.
 */
export function createReader(options: ReaderOptions): Reader {
  const { client, topics } = options;
  client.topics.trackAll(...topics); // whose names and ids the library then knows in its requests
  let partitions: Partition[] = [];
  const asked = new Set<number>(); // brokers that owe an answer
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isStopped = false;

  /** Asks every broker that owes no answer for all that may be read from it. */
  async function look(): Promise<void> {
    if (isLooking || isStopped || retry) return;
    isLooking = true;
    try {
      if (partitions.some(options.mayRead)) {
        const metadata = await client.metadata({ topics: [...topics] });
        for (const [node, due] of byLeader(metadata)) void ask(node, due, metadata);
      }
    } catch (error) {
      failed(error);
    } finally {
      isLooking = false;
    }
  }

  function byLeader(metadata: ClusterMetadata): Map<number, Partition[]> {
    const due = partitions.filter((partition) => !partition.isGone && options.mayRead(partition));
    const leaderOf = ({ topic, number }: Partition) => metadata.topics.get(topic)?.partitions[number]?.leader ?? -1;
    const found = Map.groupBy(due, leaderOf);
    for (const node of asked) found.delete(node);
    return found;
  }

  async function ask(node: number, due: readonly Partition[], metadata: ClusterMetadata): Promise<void> {
    asked.add(node);
    const expected = new Map(due.map((partition) => [partition, partition.next]));
    try {
      const answer = await client.fetch({
        node,
        topics: due.map(({ topic, number, next }) => ({
          topicId: metadata.topics.get(topic)?.id ?? '',
          partitions: [
            {
              partition: number,
              fetchOffset: next,
              partitionMaxBytes: partitionBytesMax,
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
            },
          ],
        })),
        maxWaitTime: timing.fetchWaitMs,
        minBytes: 1,
        maxBytes: fetchBytesMax,
      });
      if (isStopped) return;
      succeeded();
      take(answer, expected, metadata);
    } catch (error) {
      if (isRefusal(error, 'OFFSET_OUT_OF_RANGE')) await restart(due);
      else failed(error);
    } finally {
      asked.delete(node);
      void look();
    }
  }

  function take(answer: FetchAnswer, expected: ReadonlyMap<Partition, bigint>, metadata: ClusterMetadata): void {
    const byPlace = new Map([...expected.keys()].map((each) => [placeOf(metadata, each), each]));
    for (const { topicId, partitions: answered } of answer.responses) {
      for (const { partitionIndex, records } of answered) {
        const partition = byPlace.get(`${topicId}:${partitionIndex}`);
        // A broker may add partitions of earlier requests; and one may have changed hands while this was under way.
        if (!partition || !records || partition.isGone || partition.next !== expected.get(partition)) continue;
        const from = partition.next;
        partition.readTo(endOf(records) ?? from);
        for (const batch of records) for (const record of readBatch(batch, from)) options.onRecord(partition, record);
      }
    }
  }

  /** One of these is out of range; which one, the answer does not reliably say. */
  async function restart(due: readonly Partition[]): Promise<void> {
    for (const partition of due) {
      try {
        const start = await withinKept(client, partition);
        if (partition.isGone || start === partition.next) continue;
        options.report(
          new Error(`Messages of ${partition.topic} are no more kept: offset ${partition.next} to ${start}.`),
        );
        partition.readTo(start);
        options.onReconnect?.();
      } catch (error) {
        return failed(error);
      }
    }
  }

  function succeeded(): void {
    if (failures > 0) options.onReconnect?.();
    failures = 0;
  }

  function failed(error: unknown): void {
    if (isStopped || retry) return;
    if (failures === 0) options.report(error);
    failures += 1;
    client.clearMetadata(); // partitions may be led by somebody else
    retry = setTimeout(
      () => {
        retry = undefined;
        void look();
      },
      Math.min(50 * 2 ** failures, retryMsMax),
    );
  }

  return {
    add(added) {
      partitions.push(...added);
      void look();
    },
    forget() {
      partitions = partitions.filter(({ isGone }) => !isGone);
    },
    wake: () => void look(),
    async stop() {
      isStopped = true;
      clearTimeout(retry);
      await closeClient(client);
    },
  };
}

function placeOf(metadata: ClusterMetadata, { topic, number }: Partition): string {
  return `${metadata.topics.get(topic)?.id ?? ''}:${number}`;
}
