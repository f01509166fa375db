import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Engine, settleAll } from './engine.ts';
import { shardOf, shards } from './keys.ts';
import { type Item, mergeOrdered, queryItems } from './query.ts';
import { pendingIndex } from './tables.ts';

/**
 * One small item per stream keeps its outbox, apart from the commits, so that publishing never writes a commit again:
 * - `head`: a commit of a higher version is never written. It is raised before the commit is, so it never lies below the last.
 * - `mark`: published through this version. Both only grow.
 * - `pendingShard`, `checkAt`: there whenever head > mark, so that `pending` finds the stream. They are put there by the same
 *   write that raises the head, and taken away only by one that finds head = mark.
 * Whoever dies after its commit therefore leaves a stream that is looked at. A head that was raised for nothing is
 * looked at more and more seldom.
 */
export interface Marks {
  /** Makes sure that a commit of this version will be found by `pending`. To be called before it is written. */
  reserve(stream: string, version: number): Promise<void>;
  published(stream: string, throughVersion: number): Promise<void>;
  /** Streams that may have unpublished commits, those that wait longest first, with their marks. */
  waiting(): AsyncGenerator<Waiting>;
  /** Nothing was found behind the mark: looks again later, after a pause that doubles up to an hour. */
  postpone(waiting: Waiting): Promise<void>;
}

export interface Waiting {
  readonly stream: string;
  readonly mark: number;
  readonly head: number;
  readonly checkAt: number;
  readonly pauseMs: number;
}

/** A stream that this process reserved within `hotMs` gets so many versions more, so that most of its commits go without. */
const versionsAhead = 31;
const hotMs = 10_000;
/** Longer than this ago, a reservation may be looked at too seldom to rely on: it is renewed. */
const reservedMs = 30_000;
const pausesMs = { first: 500, max: 3_600_000 } as const;
/** Streams whose reservation is remembered; a forgotten one is made again. */
const streamsMax = 20_000;
/** So many streams are looked up at once. */
const lookAheadMax = 16;

const newer = '(attribute_not_exists(mark) OR mark < :mark)';

export function createMarks(engine: Engine, table: string): Marks {
  const { client, requests } = engine;
  const reserved = new Map<string, { readonly through: number; readonly at: number }>();

  /** The item as it stands instead, if the condition does not hold; undefined if the update was done. */
  async function update(
    stream: string,
    input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>,
  ): Promise<Item | undefined> {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: { id: { S: idOf(stream) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...input,
    });
    try {
      await requests.run(async (options) => client.send(command, options));
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
      throw error;
    }
  }

  function remember(stream: string, through: number): void {
    reserved.delete(stream);
    reserved.set(stream, { through, at: performance.now() });
    if (reserved.size > streamsMax) reserved.delete(reserved.keys().next().value ?? stream);
  }

  /** Somebody has reserved this version already: it must only be looked at soon. */
  async function renew(stream: string, version: number, item: Item): Promise<void> {
    if (numberOf(item, 'mark') >= version) return;
    if (item['pauseMs'] || !item['checkAt']) {
      const missed = await update(stream, {
        UpdateExpression: 'SET pendingShard = :shard, checkAt = :now REMOVE pauseMs',
        ConditionExpression: newer,
        ExpressionAttributeValues: { ':mark': n(version), ':shard': n(shardOf(stream)), ':now': n(Date.now()) },
      });
      if (missed) return;
    }
    remember(stream, numberOf(item, 'head'));
  }

  async function setMark(stream: string, mark: number): Promise<void> {
    await update(stream, {
      UpdateExpression: 'SET mark = :mark',
      ConditionExpression: `head >= :mark AND ${newer}`,
      ExpressionAttributeValues: { ':mark': n(mark) },
    });
  }

  return {
    async reserve(stream, version) {
      const known = reserved.get(stream);
      const ageMs = known ? performance.now() - known.at : Number.POSITIVE_INFINITY;
      if (known && known.through >= version && ageMs < reservedMs) return;
      const head = version + (ageMs < hotMs ? versionsAhead : 0);
      const item = await update(stream, {
        UpdateExpression: 'SET head = :head, pendingShard = :shard, checkAt = :now REMOVE pauseMs',
        ConditionExpression: 'attribute_not_exists(head) OR head < :head',
        ExpressionAttributeValues: { ':head': n(head), ':shard': n(shardOf(stream)), ':now': n(Date.now()) },
      });
      if (item) await renew(stream, version, item);
      else remember(stream, head);
    },

    async published(stream, throughVersion) {
      if ((reserved.get(stream)?.through ?? 0) > throughVersion) return setMark(stream, throughVersion);
      const item = await update(stream, {
        UpdateExpression: 'SET mark = :mark REMOVE pendingShard, checkAt, pauseMs',
        ConditionExpression: `head = :mark AND ${newer}`,
        ExpressionAttributeValues: { ':mark': n(throughVersion) },
      });
      if (!item?.['head'] || numberOf(item, 'mark') >= throughVersion) return;
      const head = numberOf(item, 'head');
      if (head > throughVersion) await setMark(stream, throughVersion);
      else await this.published(stream, head); // not beyond what is there
    },

    async *waiting() {
      const sources = shards.map((shard) => queryItems(engine, waitingIn(table, shard)));
      const merged = mergeOrdered(sources, (left, right) => numberOf(left, 'checkAt') - numberOf(right, 'checkAt'));
      let ids: string[] = [];
      for await (const item of merged) {
        ids.push(item['id']?.S ?? '');
        if (ids.length < lookAheadMax) continue;
        yield* await readWaiting(ids);
        ids = [];
      }
      yield* await readWaiting(ids);
    },

    async postpone({ stream, head, mark, checkAt, pauseMs }) {
      const nextMs = Math.min(Math.max(pauseMs * 2, pausesMs.first), pausesMs.max);
      await update(stream, {
        UpdateExpression: 'SET checkAt = :next, pauseMs = :pause',
        ConditionExpression: `checkAt = :seen AND head = :head AND ${mark === 0 ? 'attribute_not_exists(mark)' : 'mark = :mark'}`,
        ExpressionAttributeValues: {
          ':next': n(Date.now() + nextMs),
          ':pause': n(nextMs),
          ':seen': n(checkAt),
          ':head': n(head),
          ...(mark === 0 ? {} : { ':mark': n(mark) }),
        },
      });
    },
  };

  /** The index may be late; the items themselves are read as they are. */
  async function readWaiting(ids: readonly string[]): Promise<readonly Waiting[]> {
    const found = await settleAll(
      ids.map(async (id) => {
        const command = new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true });
        const { Item: item } = await requests.run(async (options) => client.send(command, options));
        return item?.['checkAt'] ? [toWaiting(item)] : [];
      }),
    );
    return found.flat();
  }
}

function waitingIn(table: string, shard: number) {
  return {
    TableName: table,
    IndexName: pendingIndex,
    KeyConditionExpression: 'pendingShard = :shard AND checkAt <= :now',
    ExpressionAttributeValues: { ':shard': n(shard), ':now': n(Date.now()) },
    Limit: 50,
  };
}

function toWaiting(item: Item): Waiting {
  return {
    stream: (item['id']?.S ?? '').slice(idOf('').length),
    head: numberOf(item, 'head'),
    mark: numberOf(item, 'mark'),
    checkAt: numberOf(item, 'checkAt'),
    pauseMs: numberOf(item, 'pauseMs'),
  };
}

/** Apart from what else the table may come to hold under an id (filling.ts). */
function idOf(stream: string): string {
  return `stream:${stream}`;
}

function numberOf(item: Item, name: string): number {
  return Number(item[name]?.N ?? 0);
}

function n(value: number): { N: string } {
  return { N: String(value) };
}
