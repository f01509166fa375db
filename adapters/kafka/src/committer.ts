import type { Consumer } from '@platformatic/kafka';
import { closeClient } from './clients.ts';
import type { Membership } from './membership.ts';
import { beginningsOf, offsetIn } from './offsets.ts';
import { nameOf, type Partition } from './partition.ts';

export interface CommitterOptions {
  /** A client of the group that is no member of it. */
  readonly client: Consumer;
  identity(): ReturnType<Membership['identity']>;
  /** What is committed now and then. */
  partitions(): Iterable<Partition>;
  report(error: unknown): void;
}

/** Keeps at the brokers how far the group is. */
export interface Committer {
  /** Soon, together with what else gets done until then. */
  commitSoon(): void;
  /** Rejects if the brokers do not take it; then it is done again by who gets the partitions. */
  commit(partitions: Iterable<Partition>): Promise<void>;
  /** Where the group goes on in these partitions: behind what was committed, else where they begin. */
  startsOf(places: readonly { readonly topic: string; readonly number: number }[]): Promise<readonly bigint[]>;
  stop(): Promise<void>;
}

const pauseMs = 100;
const retryMsMax = 1_000;

/**
 * Commits on a connection of its own: on the member's, a request to join keeps all others waiting. The library signs commits with
 * the member id and generation of its client, which are public, so this client borrows those of the member.
 */
export function createCommitter({ client, identity, partitions, report }: CommitterOptions): Committer {
  const committed = new Map<string, bigint>();
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  let failures = 0;
  let isStopped = false;

  async function commit(wanted: Iterable<Partition>): Promise<void> {
    const due = [...wanted].filter((each) => each.handledTo() > (committed.get(nameOf(each)) ?? -1n));
    if (due.length === 0) return;
    const offsets = due.map((partition) => ({
      topic: partition.topic,
      partition: partition.number,
      offset: partition.handledTo(),
      leaderEpoch: -1,
    }));
    const { memberId, generationId } = identity();
    client.memberId = memberId;
    client.generationId = generationId;
    await client.commit({ offsets });
    for (const { topic, partition, offset } of offsets) committed.set(nameOf({ topic, number: partition }), offset);
  }

  /** One after the other, so that no commit is overtaken by an older one. */
  async function inTurn(wanted: Iterable<Partition>): Promise<void> {
    const turn = last.then(async () => commit(wanted));
    last = turn.catch(() => {});
    await turn;
  }

  function commitSoon(): void {
    if (timer || isStopped) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        // Refused during a change of members, or not heard: what is done stays done, and is committed next time.
        inTurn(partitions()).then(
          () => {
            failures = 0;
          },
          (error: unknown) => {
            failures += 1;
            report(error);
            commitSoon();
          },
        );
      },
      Math.min(pauseMs * 2 ** failures, retryMsMax),
    );
  }

  return {
    commitSoon,
    commit: inTurn,
    async startsOf(places) {
      const topics = [...new Set(places.map(({ topic }) => topic))];
      const wanted = topics.map((topic) => ({
        topic,
        partitions: places.filter((each) => each.topic === topic).map(({ number }) => number),
      }));
      const kept = await client.listCommittedOffsets({ topics: wanted });
      const beginnings = await beginningsOf(client, topics);
      return places.map(({ topic, number }) => {
        const offset = kept.get(topic)?.[number] ?? -1n;
        committed.set(nameOf({ topic, number }), offset); // another member may have gone further than what this one remembers
        return offset < 0n ? offsetIn(beginnings, topic, number) : offset;
      });
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await closeClient(client);
    },
  };
}
