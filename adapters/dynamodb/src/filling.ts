import {
  ConditionalCheckFailedException,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { JsonObject } from '@myevents/ports';
import { type Engine, settleAll } from './engine.ts';
import { fromKeyText } from './keys.ts';
import { unpackJson } from './packed-json.ts';
import type { Item } from './query.ts';
import { indexAttributesOf } from './stored-index.ts';
import type { StoredCollection, Tables } from './tables.ts';

/**
 * Puts the documents that are there already into indexes that are declared for the first time. Which indexes are full
 * stands in the marks table, so that it is done once, goes on where a process died, and costs nothing afterwards.
 */
export async function fillIndexes(engine: Engine, tables: Tables): Promise<void> {
  for (const stored of tables.collections) {
    if (stored.indexes.length === 0) continue;
    const filled = await readFilled(engine, tables.marks, stored);
    if (stored.indexes.every(({ name }) => filled.has(name))) continue;
    await fill(engine, stored);
    await writeFilled(engine, tables.marks, stored);
  }
}

async function fill({ client, requests }: Engine, stored: StoredCollection): Promise<void> {
  let after: Item | undefined;
  do {
    const command = new ScanCommand({
      TableName: stored.table,
      ConsistentRead: true,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    const page = await requests.run(async (options) => client.send(command, options));
    await settleAll((page.Items ?? []).map(async (item) => fillOne({ client, requests }, stored, item)));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

/** A document that changes meanwhile is put with all its entries by whoever changes it. */
async function fillOne({ client, requests }: Engine, { table, indexes }: StoredCollection, item: Item): Promise<void> {
  const json = unpackJson(item['json']);
  const [id, version] = [item['id'], item['version']];
  if (json === undefined || !id || !version) return;
  const attributes = indexAttributesOf(indexes, fromKeyText(id.S ?? ''), JSON.parse(json) as JsonObject);
  const lacking = Object.entries(attributes).filter(([name]) => !item[name]);
  if (lacking.length === 0) return;
  const command = new UpdateItemCommand({
    TableName: table,
    Key: { id },
    UpdateExpression: `SET ${lacking.map((_, n) => `#a${n} = :a${n}`).join(', ')}`,
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: {
      '#version': 'version',
      ...Object.fromEntries(lacking.map(([name], n) => [`#a${n}`, name])),
    },
    ExpressionAttributeValues: {
      ':version': version,
      ...Object.fromEntries(lacking.map(([, value], n) => [`:a${n}`, value])),
    },
  });
  try {
    await requests.run(async (options) => client.send(command, options));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function readFilled(
  { client, requests }: Engine,
  marks: string,
  stored: StoredCollection,
): Promise<ReadonlySet<string>> {
  const command = new GetItemCommand({ TableName: marks, Key: keyOf(stored), ConsistentRead: true });
  const { Item: item } = await requests.run(async (options) => client.send(command, options));
  return new Set(item?.['indexes']?.SS);
}

async function writeFilled({ client, requests }: Engine, marks: string, stored: StoredCollection): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: marks,
    Key: keyOf(stored),
    UpdateExpression: 'ADD #indexes :names',
    ExpressionAttributeNames: { '#indexes': 'indexes' },
    ExpressionAttributeValues: { ':names': { SS: stored.indexes.map(({ name }) => name) } },
  });
  await requests.run(async (options) => client.send(command, options));
}

function keyOf({ collection }: StoredCollection): Item {
  return { id: { S: `filled:${collection.name}` } };
}
