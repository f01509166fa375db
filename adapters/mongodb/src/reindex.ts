import type { Collection, JsonObject } from '@myevents/ports';
import type { Database } from './database.ts';
import { placesOf } from './document-writer.ts';
import type { DocumentRow } from './rows.ts';
import { fromSortable } from './sortable-text.ts';

const rowsPerRead = 500;

/**
 * Gives the documents of earlier runs their places in the indexes that are declared now. Several processes may do it at once;
 * what is written meanwhile has its places already.
 */
export async function prepareCollections(database: Database, collections: readonly Collection[]): Promise<void> {
  const names = collections.map(({ name }) => name);
  const rows = await database.collections.find({ _id: { $in: names } }).toArray();
  const declared = new Map(rows.map(({ _id, indexes }) => [_id, indexes]));
  for (const collection of collections) {
    const indexes = JSON.stringify(collection.indexes);
    if (declared.get(collection.name) === indexes) continue;
    await placeDocuments(database, collection);
    await database.collections.bulkWrite([
      { updateOne: { filter: { _id: collection.name }, update: { $set: { indexes } }, upsert: true } },
    ]);
  }
}

async function placeDocuments(database: Database, collection: Collection): Promise<void> {
  const documents = database.documents(collection.name);
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly DocumentRow[] = await documents
      .find({ _id: { $gte: after }, json: { $ne: null } })
      .sort({ _id: 1 })
      .limit(rowsPerRead)
      .toArray();
    const operations = rows.map(({ _id, version, json }) => {
      const document = json === null ? null : (JSON.parse(json) as JsonObject);
      const places = placesOf(collection, fromSortable(_id), document);
      return { updateOne: { filter: { _id, version }, update: { $set: { places } } } };
    });
    if (operations.length > 0) await documents.bulkWrite(operations, { ordered: false });
    const last = rows.at(-1)?._id;
    after = rows.length < rowsPerRead || last === undefined ? undefined : `${last}\u0000`;
  }
}
