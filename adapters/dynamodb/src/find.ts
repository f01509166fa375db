import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import {
  type FindOptions,
  findIndex,
  joinKey,
  readCursor,
  type StoredDocument,
  toIndexEntry,
  writeCursor,
} from '@myevents/ports';
import type { Engine } from './engine.ts';
import { fromKeyText, shardOf, shards, shardsMax } from './keys.ts';
import { cutPlace, encodePlace, everyPlace, isCut, placesOf } from './place.ts';
import { mergeOrdered, queryItems } from './query.ts';
import { entryOf, type StoredIndex, shardKeyOf } from './stored-index.ts';
import type { StoredCollection } from './tables.ts';

type ReadDocuments = (
  engine: Engine,
  table: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, StoredDocument>>;

/** What an index says: perhaps a moment old. */
interface Entry {
  readonly id: string;
  readonly place: Buffer;
}

interface Found {
  readonly stored: StoredDocument;
  readonly sort: number | string;
  /** Whole, not cut. */
  readonly place: Buffer;
}

/**
 * Reads a page: the shards of the key in order, merged, then the documents themselves. An entry counts only if its document
 * stands there now, so what has moved or gone since is left out, and the page is filled from the entries behind it.
 */
export async function findPage(
  engine: Engine,
  { collection, table, indexes }: StoredCollection,
  options: FindOptions,
  readDocuments: ReadDocuments,
): Promise<{ readonly documents: readonly StoredDocument[]; readonly next: string | null }> {
  const declared = findIndex(collection, options);
  const index = indexes.find(({ index: { name } }) => name === declared.name);
  const bounds = boundsOf(options);
  if (!index || !bounds) return { documents: [], next: null };
  const sign = options.descending ? -1 : 1;
  const found = new Map<string, Found>();
  const wanted = options.limit + 1;
  const entries = mergeOrdered(
    shards.map((shard) => readEntries(engine, { table, index, bounds, options, shard })),
    (left, right) => sign * Buffer.compare(left.place, right.place),
  );
  for await (const run of runsOf(entries, () => wanted - found.size)) {
    const documents = await readDocuments(
      engine,
      table,
      run.map(({ id }) => id),
    );
    const standing = run.flatMap((entry) => toFound(index, options.key, entry, documents.get(entry.id)));
    standing.sort((left, right) => sign * Buffer.compare(left.place, right.place));
    for (const one of standing) {
      if (isWithin(one.place, bounds) && !found.has(one.stored.id)) found.set(one.stored.id, one);
    }
    if (found.size >= wanted) break;
  }
  const page = [...found.values()].slice(0, options.limit);
  const last = page.at(-1);
  const next = last && found.size > page.length ? writeCursor(options, { sort: last.sort, id: last.stored.id }) : null;
  return { documents: page.map(({ stored }) => stored), next };
}

/** The entries in portions of about `size()`, never parting those whose order only the documents tell (isCut). */
async function* runsOf(entries: AsyncGenerator<Entry>, size: () => number): AsyncGenerator<readonly Entry[]> {
  let run: Entry[] = [];
  for await (const entry of entries) {
    const last = run.at(-1);
    const isAlike = last !== undefined && last.place.equals(entry.place);
    if (run.length >= size() && !isAlike) {
      yield run;
      run = [];
    }
    run.push(entry);
    if (run.length < size() || isCut(entry.place)) continue;
    yield run;
    run = [];
  }
  if (run.length > 0) yield run;
}

interface Bounds {
  /** Both ends included, but for the cursor, which is not. */
  readonly lower: Buffer;
  readonly upper: Buffer;
  readonly cursor: Buffer | undefined;
}

/** Undefined if nothing lies between. */
function boundsOf(options: FindOptions): Bounds | undefined {
  const position = readCursor(options);
  const cursor = position && encodePlace(position);
  const { from, to } = options.range ?? {};
  let lower = from === undefined ? everyPlace.first : placesOf(from).first;
  let upper = to === undefined ? everyPlace.last : placesOf(to).last;
  if (cursor && !options.descending && Buffer.compare(cursor, lower) > 0) lower = cursor;
  if (cursor && options.descending && Buffer.compare(cursor, upper) < 0) upper = cursor;
  return Buffer.compare(lower, upper) > 0 ? undefined : { lower, upper, cursor };
}

function isWithin(place: Buffer, { lower, upper, cursor }: Bounds): boolean {
  return Buffer.compare(place, lower) >= 0 && Buffer.compare(place, upper) <= 0 && !(cursor && place.equals(cursor));
}

interface ShardRead {
  readonly table: string;
  readonly index: StoredIndex;
  readonly bounds: Bounds;
  readonly options: FindOptions;
  readonly shard: number;
}

async function* readEntries(
  engine: Engine,
  { table, index, bounds, options, shard }: ShardRead,
): AsyncGenerator<Entry> {
  const input: QueryCommandInput = {
    TableName: table,
    IndexName: index.name,
    KeyConditionExpression: '#key = :key AND #place BETWEEN :lower AND :upper',
    ExpressionAttributeNames: { '#key': index.keyAttribute, '#place': index.placeAttribute },
    ExpressionAttributeValues: {
      ':key': { S: shardKeyOf(shard, joinKey(options.key)) },
      ':lower': { B: cutPlace(bounds.lower) },
      ':upper': { B: cutPlace(bounds.upper) },
    },
    ScanIndexForward: !options.descending,
    Limit: Math.min(options.limit + 2, Math.ceil(options.limit / shardsMax) * 2 + 4),
  };
  for await (const item of queryItems(engine, input)) {
    const place = item[index.placeAttribute]?.B;
    if (place) yield { id: fromKeyText(item['id']?.S ?? ''), place: Buffer.from(place) };
  }
}

function toFound(
  index: StoredIndex,
  key: readonly string[],
  { id, place }: Entry,
  stored: StoredDocument | undefined,
): readonly Found[] {
  const now = stored && entryOf(index, id, stored.document);
  const sort = stored && toIndexEntry(index.index, stored.document)?.sort;
  if (!stored || !now || sort === undefined) return [];
  if (now.key !== shardKeyOf(shardOf(id), joinKey(key)) || !place.equals(now.place)) return [];
  return [{ stored, sort, place: encodePlace({ sort, id }) }];
}
