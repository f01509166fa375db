import assert from 'node:assert/strict';
import type { CommitKey, EventLog } from '../../event-log.ts';
import type { ContractCase } from '../contract-case.ts';
import { appendInOrder, entryOf, namesOf, type StoreSubject } from '../store-subject.ts';
import { until } from '../until.ts';

const hourMs = 3_600_000;

/** The log as the outbox of messages: nothing that was committed stays unpublished. */
export const outboxCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'lists a commit as pending until it is marked as published',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      await appendInOrder(store.log, 'p/a', 3);
      await appendInOrder(store.log, 'p/b', 1);
      await untilPending(other.log, ['p/a@1', 'p/a@2', 'p/a@3', 'p/b@1']);
      await store.log.published([{ stream: 'p/a', throughVersion: 2 }]);
      await untilPending(other.log, ['p/a@3', 'p/b@1']);
      await other.log.published([
        { stream: 'p/a', throughVersion: 3 },
        { stream: 'p/b', throughVersion: 1 },
      ]);
      await untilPending(store.log, []);
      await appendInOrder(store.log, 'p/a', 4, 4);
      await untilPending(other.log, ['p/a@4']);
    },
  },
  {
    name: 'leaves to the committing process what is younger than asked for',
    async run({ open }) {
      await using store = await open();
      await appendInOrder(store.log, 'young', 2);
      assert.deepEqual(await store.log.pending({ olderThanMs: hourMs, limit: 10 }), []);
      await untilPending(store.log, ['young@1', 'young@2']);
    },
  },
  {
    name: 'lists pending commits in version order, and cut by the limit leaves no earlier one out',
    async run({ open }) {
      await using store = await open();
      for (let version = 1; version <= 12; version += 1) {
        await store.log.append(['o/a', 'o/b', 'o/c'].map((stream) => entryOf(stream, version)));
      }
      await until(
        'all 36 are pending',
        async () => (await store.log.pending({ olderThanMs: 0, limit: 100 })).length === 36,
      );
      for (const limit of [1, 2, 5, 17, 36, 100]) {
        const keys = await store.log.pending({ olderThanMs: 0, limit });
        assert.equal(keys.length, Math.min(limit, 36));
        assertPrefixes(keys);
      }
    },
  },
  {
    name: 'never moves a watermark back',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      await appendInOrder(store.log, 'mark', 6);
      await store.log.published([{ stream: 'mark', throughVersion: 5 }]);
      await other.log.published([{ stream: 'mark', throughVersion: 2 }]);
      await store.log.published([
        { stream: 'mark', throughVersion: 4 },
        { stream: 'mark', throughVersion: 1 },
      ]);
      await untilPending(other.log, ['mark@6']);
      await store.log.published([]);
      await untilPending(store.log, ['mark@6']);
    },
  },
  {
    name: 'marks nothing of a stream that has no commits, and nothing of other streams',
    async run({ open }) {
      await using store = await open();
      await appendInOrder(store.log, 'mine', 2);
      await store.log.published([
        { stream: 'nobody', throughVersion: 9 },
        { stream: 'min', throughVersion: 9 },
        { stream: 'mine ', throughVersion: 9 },
      ]);
      await untilPending(store.log, ['mine@1', 'mine@2']);
    },
  },
  {
    name: 'still lists what was committed and not published when the process crashed in between',
    async run({ open }) {
      const crashed = await open();
      await appendInOrder(crashed.log, 'crash', 4);
      await crashed.log.published([{ stream: 'crash', throughVersion: 2 }]);
      await using beside = await open();
      await untilPending(beside.log, ['crash@3', 'crash@4']);
      await crashed[Symbol.asyncDispose]();
      await using fresh = await open();
      await untilPending(fresh.log, ['crash@3', 'crash@4']);
      await fresh.log.published([{ stream: 'crash', throughVersion: 4 }]);
      await untilPending(beside.log, []);
    },
  },
  {
    name: 'is pending once, though its append was repeated, and not again after it was published',
    async run({ open }) {
      await using store = await open();
      const entry = entryOf('repeated', 1);
      await store.log.append([entry]);
      await store.log.append([entry]);
      await store.log.append([entryOf('repeated', 1)]);
      await untilPending(store.log, ['repeated@1']);
      await store.log.published([{ stream: 'repeated', throughVersion: 1 }]);
      await store.log.append([entry]);
      await untilPending(store.log, []);
    },
  },
  {
    name: 'lets two sweepers work at once: some is published twice, nothing is missed',
    async run({ open }) {
      await using writer = await open();
      await using one = await open();
      await using two = await open();
      const streams = ['w/a', 'w/b', 'w/c', 'w/d'];
      let isWriting = true;
      const writing = Promise.all(streams.map(async (stream) => appendInOrder(writer.log, stream, 25))).finally(() => {
        isWriting = false;
      });
      const seen = new Set<string>();
      const isDone = () => !isWriting && seen.size === streams.length * 25;
      await Promise.all([sweep(one.log, seen, isDone), sweep(two.log, seen, isDone), writing]);
      assert.deepEqual([...seen].sort(), namesOf((await writing).flat()));
      await untilPending(writer.log, []);
    },
  },
];

/** A sweeper as the services run it: takes what is pending, "publishes" it, marks it; ends when all has been seen and nothing is left. */
async function sweep(log: EventLog, seen: Set<string>, isDone: () => boolean): Promise<void> {
  await until('the sweepers have seen every commit, and nothing is left', async () => {
    const keys = await log.pending({ olderThanMs: 0, limit: 7 });
    assertGrowing(keys);
    for (const name of namesOf(keys)) seen.add(name);
    await log.published(keys.map(({ stream, version }) => ({ stream, throughVersion: version })));
    return isDone() && keys.length === 0;
  });
}

async function untilPending(log: EventLog, expected: readonly string[]): Promise<void> {
  let keys: readonly CommitKey[] = [];
  const isSo = async () => {
    keys = await log.pending({ olderThanMs: 0, limit: 1_000 });
    return keys.length === expected.length;
  };
  await until(`exactly ${expected.length} commits are pending`, isSo);
  assert.deepEqual(namesOf(keys), expected);
  assertGrowing(keys);
}

function assertGrowing(keys: readonly CommitKey[]): void {
  const last = new Map<string, number>();
  for (const { stream, version } of keys) {
    assert.ok(version > (last.get(stream) ?? 0), `${stream}@${version} comes after @${last.get(stream)}`);
    last.set(stream, version);
  }
}

/** With nothing published yet, each stream's share of the list must begin at 1 and have no gap. */
function assertPrefixes(keys: readonly CommitKey[]): void {
  const next = new Map<string, number>();
  for (const { stream, version } of keys) {
    assert.equal(version, next.get(stream) ?? 1, `pending lists ${stream} without a gap`);
    next.set(stream, version + 1);
  }
}
