import { type AttributeValue, ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type DocumentWrite, encodeDocument } from '@myevents/ports';
import { type Engine, settleAll } from './engine.ts';
import { assertName, toKeyText } from './keys.ts';
import { packJson } from './packed-json.ts';
import { indexAttributesOf } from './stored-index.ts';
import type { StoredCollection, Tables } from './tables.ts';

/** A document write as the item that is put. */
export interface EncodedWrite {
  readonly table: string;
  readonly id: string;
  readonly version: number;
  readonly item: Record<string, AttributeValue>;
}

/** @throws RangeError for what no engine takes, and for a collection that was not declared. */
export function encodeWrite(tables: Tables, write: DocumentWrite): EncodedWrite {
  const { table, indexes } = findStored(tables, write.collection);
  const { id, version, document } = write;
  const json = encodeDocument(write);
  assertName(id);
  const item: Record<string, AttributeValue> = { id: { S: toKeyText(id) }, version: { N: String(version) } };
  if (json !== null) item['json'] = packJson(json);
  if (document !== null) Object.assign(item, indexAttributesOf(indexes, id, document));
  return { table, id, version, item };
}

/** @throws RangeError if it was not declared when the store was opened. */
export function findStored({ collections }: Tables, name: string): StoredCollection {
  const stored = collections.find(({ collection }) => collection.name === name);
  if (!stored) throw new RangeError(`There is no collection ${name}: declare it when the store is opened.`);
  return stored;
}

/** Puts each that is newer than what is there, all at once. Doing it again changes nothing. */
export async function putDocuments({ client, requests }: Engine, writes: readonly EncodedWrite[]): Promise<void> {
  await settleAll(
    newestOf(writes).map(async ({ table, version, item }) => {
      const command = new PutItemCommand({
        TableName: table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(id) OR version < :version',
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      });
      try {
        await requests.run(async (options) => client.send(command, options));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }),
  );
}

/** Of several writes to one document only the newest; of those with the same version the first. */
function newestOf(writes: readonly EncodedWrite[]): readonly EncodedWrite[] {
  const newest = new Map<string, EncodedWrite>();
  for (const write of writes) {
    const name = `${write.table}/${write.id}`;
    const other = newest.get(name);
    if (!other || other.version < write.version) newest.set(name, write);
  }
  return [...newest.values()];
}
