import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type AppendEntry,
  type AppendOutcome,
  type Commit,
  type CommitKey,
  compareSortValues,
  type EventLog,
  encodeEvents,
  type LoggedEvent,
} from '@myevents/ports';
import { type EncodedWrite, encodeWrite, putDocuments } from './document-writes.ts';
import { type Engine, settleAll } from './engine.ts';
import { assertName, fromKeyText, shardOf, shards, toKeyText } from './keys.ts';
import type { Marks, Waiting } from './marks.ts';
import { packJson, unpackJson } from './packed-json.ts';
import { type Item, mergeOrdered, queryItems } from './query.ts';
import { streamsIndex, type Tables } from './tables.ts';

interface EncodedEntry {
  readonly key: CommitKey;
  readonly id: string;
  readonly item: Record<string, AttributeValue>;
  readonly documents: readonly EncodedWrite[];
}

/**
 * A commit goes the way: its stream's mark (marks.ts), the commit under its key, its documents; then the answer. Each step
 * may be repeated, so a retried request, a repeated append and a process that died in between all end the same.
 */
export function createEventLog(engine: Engine, tables: Tables, marks: Marks): EventLog {
  const { client, requests } = engine;
  const table = tables.commits;

  /** Whether the commit is there: put now, or earlier by a request whose answer was lost. */
  async function putCommit({ id, item }: EncodedEntry): Promise<boolean> {
    const command = new PutItemCommand({
      TableName: table,
      Item: { ...item, storedAt: { N: String(Date.now()) } },
      ConditionExpression: 'attribute_not_exists(streamName)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await requests.run(async (options) => client.send(command, options));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item?.['id']?.S === id;
      throw error;
    }
  }

  /** In order: what was decided on top of a commit that lost has lost as well. */
  async function appendToStream(entries: readonly EncodedEntry[]): Promise<readonly AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (const entry of entries) {
      if (outcomes.includes('conflict')) {
        outcomes.push('conflict');
        continue;
      }
      await marks.reserve(entry.key.stream, entry.key.version);
      const isThere = await putCommit(entry);
      if (isThere) await putDocuments(engine, entry.documents);
      outcomes.push(isThere ? 'committed' : 'conflict');
    }
    return outcomes;
  }

  async function* readKeysAfter({ stream, mark }: Waiting, limit: number): AsyncGenerator<StoredKey> {
    const items = queryItems(engine, {
      ...streamAfter(table, stream, mark),
      ProjectionExpression: 'version, storedAt',
      Limit: limit,
    });
    for await (const item of items) {
      yield { stream, version: Number(item['version']?.N), storedAt: Number(item['storedAt']?.N) };
    }
  }

  /** A stream's unpublished commits, up to the first that is still young. One stored "in the future" is old: the clock was set back since. */
  async function readPendingOf(
    waiting: Waiting,
    { olderThanMs, limit }: PendingOptions,
  ): Promise<readonly CommitKey[]> {
    const now = Date.now();
    const keys: CommitKey[] = [];
    let isEmpty = true;
    for await (const { stream, version, storedAt } of readKeysAfter(waiting, limit)) {
      isEmpty = false;
      if (storedAt > now - olderThanMs && storedAt <= now) break;
      keys.push({ stream, version });
      if (keys.length === limit) break;
    }
    if (isEmpty) await marks.postpone(waiting);
    return keys;
  }

  return {
    async append(batch) {
      const byStream = new Map<string, number[]>();
      const entries = batch.map((entry) => encodeEntry(tables, entry));
      for (const [at, { key }] of entries.entries())
        byStream.set(key.stream, [...(byStream.get(key.stream) ?? []), at]);
      const outcomes: AppendOutcome[] = Array.from({ length: batch.length });
      await settleAll(
        [...byStream.values()].map(async (places) => {
          const answers = await appendToStream(places.flatMap((at) => entries[at] ?? []));
          for (const [n, at] of places.entries()) outcomes[at] = answers[n] ?? 'conflict';
        }),
      );
      return outcomes;
    },

    async *read(stream, afterVersion = 0) {
      for await (const item of queryItems(engine, streamAfter(table, stream, afterVersion))) yield toCommit(item);
    },

    async readOne({ stream, version }) {
      const key = { streamName: { S: toKeyText(stream) }, version: { N: String(version) } };
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      const { Item: item } = await requests.run(async (options) => client.send(command, options));
      return item && toCommit(item);
    },

    async *streams(prefix) {
      const sources = shards.map((shard) => readStreamNames(engine, { table, shard, prefix }));
      yield* mergeOrdered(sources, compareSortValues);
    },

    async pending(options) {
      const keys: CommitKey[] = [];
      let portion: Waiting[] = [];
      const read = async () => {
        for (const found of await settleAll(portion.map(async (one) => readPendingOf(one, options))))
          keys.push(...found);
        portion = [];
      };
      for await (const waiting of marks.waiting()) {
        portion.push(waiting);
        if (portion.length === streamsPerPortion) await read();
        if (keys.length >= options.limit) break;
      }
      await read();
      return keys.slice(0, options.limit);
    },

    async published(watermarks) {
      await settleAll(watermarks.map(async ({ stream, throughVersion }) => marks.published(stream, throughVersion)));
    },
  };
}

/** So many streams are searched for pending commits at once. */
const streamsPerPortion = 16;

interface StoredKey extends CommitKey {
  readonly storedAt: number;
}

interface PendingOptions {
  readonly olderThanMs: number;
  readonly limit: number;
}

/** @throws RangeError for what no engine takes. */
function encodeEntry(tables: Tables, { commit, documents }: AppendEntry): EncodedEntry {
  const events = encodeEvents(commit);
  const { stream, version, id, at } = commit;
  assertName(stream);
  return {
    key: { stream, version },
    id,
    item: {
      streamName: { S: toKeyText(stream) },
      version: { N: String(version) },
      id: { S: id },
      at: { N: String(at) },
      events: packJson(events),
      ...(version === 1 ? { streamShard: { N: String(shardOf(stream)) } } : {}),
    },
    documents: documents.map((write) => encodeWrite(tables, write)),
  };
}

function streamAfter(table: string, stream: string, afterVersion: number) {
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'streamName = :stream AND version > :after',
    ExpressionAttributeValues: { ':stream': { S: toKeyText(stream) }, ':after': { N: String(afterVersion) } },
  };
}

async function* readStreamNames(
  engine: Engine,
  { table, shard, prefix }: { readonly table: string; readonly shard: number; readonly prefix: string },
): AsyncGenerator<string> {
  const items = queryItems(engine, {
    TableName: table,
    IndexName: streamsIndex,
    KeyConditionExpression: `streamShard = :shard${prefix === '' ? '' : ' AND begins_with(streamName, :prefix)'}`,
    ExpressionAttributeValues: {
      ':shard': { N: String(shard) },
      ...(prefix === '' ? {} : { ':prefix': { S: toKeyText(prefix) } }),
    },
  });
  for await (const item of items) yield fromKeyText(item['streamName']?.S ?? '');
}

function toCommit(item: Item): Commit {
  return {
    stream: fromKeyText(item['streamName']?.S ?? ''),
    version: Number(item['version']?.N),
    id: item['id']?.S ?? '',
    at: Number(item['at']?.N),
    events: JSON.parse(unpackJson(item['events']) ?? '[]') as readonly LoggedEvent[],
  };
}
