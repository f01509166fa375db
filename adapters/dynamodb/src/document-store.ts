import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DocumentStore, FindOptions, JsonObject, StoredDocument } from '@myevents/ports';
import { encodeWrite, findStored, putDocuments } from './document-writes.ts';
import { type Engine, settleAll } from './engine.ts';
import { findPage } from './find.ts';
import { fromKeyText, toKeyText } from './keys.ts';
import { unpackJson } from './packed-json.ts';
import type { Item } from './query.ts';
import { patienceMs } from './requests.ts';
import type { Tables } from './tables.ts';

/** What DynamoDB reads in one request. */
const keysPerRead = 100;

export function createDocumentStore(engine: Engine, tables: Tables): DocumentStore {
  const { client, requests } = engine;
  return {
    async get<Document extends JsonObject>(collection: string, id: string) {
      const { table } = findStored(tables, collection);
      const command = new GetItemCommand({ TableName: table, Key: { id: { S: toKeyText(id) } }, ConsistentRead: true });
      const { Item: item } = await requests.run(async (options) => client.send(command, options));
      return item && toStoredDocument<Document>(item);
    },
    async getMany<Document extends JsonObject>(collection: string, ids: readonly string[]) {
      const { table } = findStored(tables, collection);
      const found = await readDocuments(engine, table, ids);
      return ids.map((id) => found.get(id) as StoredDocument<Document> | undefined);
    },
    async find<Document extends JsonObject>(options: FindOptions) {
      const stored = findStored(tables, options.collection);
      const { documents, next } = await findPage(engine, stored, options, readDocuments);
      return { items: documents as readonly StoredDocument<Document>[], next };
    },
    async put(writes) {
      const encoded = writes.map((write) => encodeWrite(tables, write));
      await putDocuments(engine, encoded);
    },
  };
}

/** Reads documents as they are now, by id; what is not there, or is a tombstone, is left out. */
async function readDocuments(
  engine: Engine,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDocument>> {
  const unique = [...new Set(ids)];
  const parts: string[][] = [];
  for (let at = 0; at < unique.length; at += keysPerRead) parts.push(unique.slice(at, at + keysPerRead));
  const found = new Map<string, StoredDocument>();
  await settleAll(
    parts.map(async (part) => {
      for (const item of await readItems(engine, table, part)) {
        const stored = toStoredDocument(item);
        if (stored) found.set(stored.id, stored);
      }
    }),
  );
  return found;
}

/** An answer holds at most 16 MB and leaves out what is throttled: the rest is asked for again. */
async function readItems(engine: Engine, table: string, ids: readonly string[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let keys: readonly Item[] = ids.map((id) => ({ id: { S: toKeyText(id) } }));
  let progressAt = performance.now();
  for (let idle = 0; keys.length > 0; idle += 1) {
    if (idle > 0) await engine.requests.pause(idle);
    const { read, left } = await readSome(engine, table, keys);
    items.push(...read);
    keys = left;
    if (read.length > 0) [idle, progressAt] = [-1, performance.now()];
    if (performance.now() - progressAt > patienceMs) {
      throw engine.requests.unavailable(new Error('reading is throttled'));
    }
  }
  return items;
}

async function readSome({ client, requests }: Engine, table: string, keys: readonly Item[]) {
  const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...keys], ConsistentRead: true } } });
  const answer = await requests.run(async (options) => client.send(command, options));
  return { read: answer.Responses?.[table] ?? [], left: answer.UnprocessedKeys?.[table]?.Keys ?? [] };
}

function toStoredDocument<Document extends JsonObject>(item: Item): StoredDocument<Document> | undefined {
  const json = unpackJson(item['json']);
  if (json === undefined) return undefined;
  return {
    id: fromKeyText(item['id']?.S ?? ''),
    version: Number(item['version']?.N),
    document: JSON.parse(json) as Document,
  };
}
