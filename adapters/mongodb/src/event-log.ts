import {
  type AppendOutcome,
  type Commit,
  type CommitKey,
  type EventLog,
  encodeEvents,
  type LoggedEvent,
  StoreUnavailableError,
} from '@myevents/ports';
import type { Database } from './database.ts';
import type { DocumentWriter, PreparedWrite } from './document-writer.ts';
import type { Gate } from './gate.ts';
import { duplicatesIn } from './mongo-failure.ts';
import type { Outbox } from './outbox.ts';
import type { CommitRow } from './rows.ts';
import { fromSortable, toSortable } from './sortable-text.ts';

interface LogParts {
  readonly database: Database;
  readonly gate: Gate;
  readonly outbox: Outbox;
  readonly documents: DocumentWriter;
}

interface PreparedEntry {
  readonly key: CommitKey;
  readonly row: CommitRow;
  readonly documents: readonly PreparedWrite[];
}

/** So many versions of a stream are asked for at once; at the first read few, for there is mostly nothing new. */
const versionsPerRead = { first: 16, more: 100 } as const;
const streamsPerRead = 2_000;
/** A batch goes to the server in parts of so many. */
const commitsPerInsert = 1_000;

export function createEventLog({ database, gate, outbox, documents }: LogParts): EventLog {
  const { commits } = database;

  /** Whether each row was stored just now, was there before, or is another writer's. */
  async function store(rows: readonly CommitRow[]): Promise<readonly ('stored' | 'present' | 'foreign')[]> {
    const taken = await insertNew(database, rows);
    if (taken.size === 0) return rows.map(() => 'stored');
    const keys = rows.filter((_, n) => taken.has(n)).map(({ _id }) => _id);
    const present = await commits.find({ _id: { $in: keys } }, { projection: { _id: 1, id: 1 } }).toArray();
    const ids = new Map(present.map(({ _id, id }) => [nameOf(_id), id]));
    return rows.map(({ _id, id }, n) => {
      if (!taken.has(n)) return 'stored';
      const presentId = ids.get(nameOf(_id));
      if (presentId === undefined) throw new StoreUnavailableError('MongoDB has a commit that it does not show yet.');
      return presentId === id ? 'present' : 'foreign';
    });
  }

  /** The commits are durable first, then their documents: if the process dies in between, they are still pending. */
  async function append(entries: readonly PreparedEntry[]): Promise<readonly AppendOutcome[]> {
    const keys = entries.map(({ key }) => key);
    const covered = await outbox.cover(keys);
    let stored: readonly CommitKey[] = keys;
    try {
      const outcomes = await store(entries.map(({ row }) => row));
      stored = keys.filter((_, n) => outcomes[n] === 'stored');
      await documents.put(entries.flatMap((entry, n) => (outcomes[n] === 'foreign' ? [] : entry.documents)));
      return outcomes.map((outcome) => (outcome === 'foreign' ? 'conflict' : 'committed'));
    } finally {
      await covered.settle(stored);
    }
  }

  async function readSome(stream: string, afterVersion: number, count: number): Promise<readonly CommitRow[]> {
    const keys = Array.from({ length: count }, (_, n) => ({ stream, version: afterVersion + 1 + n }));
    const rows = await commits.find({ _id: { $in: keys } }).toArray();
    return rows.sort((a, b) => a._id.version - b._id.version);
  }

  return {
    append: async (batch) =>
      gate.run(async () => {
        const storedAt = Date.now();
        const entries = batch.map((entry) => ({
          key: entry.commit,
          row: toRow(entry.commit, storedAt),
          documents: documents.prepare(entry.documents),
        }));
        return entries.length === 0 ? [] : append(entries);
      }),
    async *read(stream, afterVersion = 0) {
      const name = toSortable(stream);
      let after = afterVersion;
      for (let count: number = versionsPerRead.first; ; count = versionsPerRead.more) {
        const rows = await gate.run(async () => readSome(name, after, count));
        for (const row of rows) yield toCommit(row);
        if (rows.length < count) return;
        after += count;
      }
    },
    readOne: async ({ stream, version }) =>
      gate.run(async () => {
        const row = await commits.findOne({ _id: { stream: toSortable(stream), version } });
        return row ? toCommit(row) : undefined;
      }),
    async *streams(prefix) {
      const from = toSortable(prefix);
      for (let bound: object = { $gte: from }; ; ) {
        const rows = await gate.run(async () => readFirsts(database, bound));
        for (const { first = '' } of rows) {
          if (!first.startsWith(from)) return;
          yield fromSortable(first);
        }
        if (rows.length < streamsPerRead) return;
        bound = { $gt: rows.at(-1)?.first };
      }
    },
    pending: async (options) => gate.run(async () => outbox.pending(options)),
    published: async (watermarks) => gate.run(async () => outbox.published(watermarks)),
  };
}

/**
 * Stores the commits whose keys are free; answers which were not, by their place. A key that is taken is that of a commit
 * which enough members have: the server waits for that before it answers, also for what it refused.
 */
async function insertNew({ commits }: Database, rows: readonly CommitRow[]): Promise<ReadonlySet<number>> {
  const taken = new Set<number>();
  for (let from = 0; from < rows.length; from += commitsPerInsert) {
    try {
      await commits.insertMany(rows.slice(from, from + commitsPerInsert), { ordered: false });
    } catch (error) {
      for (const at of duplicatesIn(error)) taken.add(from + at);
    }
  }
  return taken;
}

async function readFirsts({ commits }: Database, bound: object): Promise<readonly Pick<CommitRow, 'first'>[]> {
  return commits
    .find({ first: bound }, { projection: { _id: 0, first: 1 }, sort: { first: 1 }, limit: streamsPerRead })
    .toArray();
}

function toRow(commit: Commit, storedAt: number): CommitRow {
  const { version, id, at } = commit;
  const stream = toSortable(commit.stream);
  const row = { _id: { stream, version }, id: toSortable(id), at, storedAt, events: encodeEvents(commit) };
  return version === 1 ? { ...row, first: stream } : row;
}

function toCommit({ _id, id, at, events }: CommitRow): Commit {
  return {
    stream: fromSortable(_id.stream),
    version: _id.version,
    id: fromSortable(id),
    at,
    events: JSON.parse(events) as readonly LoggedEvent[],
  };
}

function nameOf({ stream, version }: CommitRow['_id']): string {
  return `${stream}@${version}`;
}
