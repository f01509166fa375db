import { type Collection, type DocumentWrite, encodeDocument, findCollection, type JsonObject } from '@myevents/ports';
import type { Database } from './database.ts';
import { duplicatesIn } from './mongo-failure.ts';
import { placeOf } from './place.ts';
import type { DocumentRow } from './rows.ts';
import { toSortable } from './sortable-text.ts';

/** A write that every engine takes, as it is stored. */
export interface PreparedWrite {
  readonly collection: string;
  readonly row: DocumentRow;
}

/** Put-if-newer, many at once. */
export interface DocumentWriter {
  /** @throws RangeError for what no engine takes, and for a collection that was not declared. */
  prepare(writes: readonly DocumentWrite[]): readonly PreparedWrite[];
  /** Durable when it answers. */
  put(writes: readonly PreparedWrite[]): Promise<void>;
}

export function createDocumentWriter(database: Database, collections: readonly Collection[]): DocumentWriter {
  async function putInto(name: string, writes: readonly PreparedWrite[]): Promise<void> {
    const refused = await replaceOlder(database, { name, rows: newestOf(writes), upsert: true });
    if (refused.length > 0) await replaceOlder(database, { name, rows: refused, upsert: false });
  }

  return {
    prepare: (writes) =>
      writes.map((write) => {
        const collection = findCollection(collections, write.collection);
        return { collection: collection.name, row: toDocumentRow(collection, write) };
      }),
    async put(writes) {
      const byCollection = Map.groupBy(writes, ({ collection }) => collection);
      await Promise.all([...byCollection].map(async ([name, some]) => putInto(name, some)));
    },
  };
}

/** Where a document stands in the indexes of its collection, by their names. */
export function placesOf({ indexes }: Collection, id: string, document: JsonObject | null): DocumentRow['places'] {
  if (document === null) return {};
  return Object.fromEntries(
    indexes.flatMap((index) => {
      const place = placeOf(index, id, document);
      return place === undefined ? [] : [[index.name, place]];
    }),
  );
}

function toDocumentRow(collection: Collection, write: DocumentWrite): DocumentRow {
  const { id, version, document } = write;
  return { _id: toSortable(id), version, json: encodeDocument(write), places: placesOf(collection, id, document) };
}

/** Of several writes to one document the newest, and of the same version the first. */
function newestOf(writes: readonly PreparedWrite[]): readonly DocumentRow[] {
  const newest = new Map<string, DocumentRow>();
  for (const { row } of writes) {
    const other = newest.get(row._id);
    if (!other || other.version < row.version) newest.set(row._id, row);
  }
  return [...newest.values()];
}

/**
 * Replaces what is older. With `upsert` what is not there is added; a duplicate key then says that the document is there and
 * was not older, or that somebody added it at the same moment: those are answered, to be compared once more.
 */
async function replaceOlder(
  database: Database,
  { name, rows, upsert }: { readonly name: string; readonly rows: readonly DocumentRow[]; readonly upsert: boolean },
): Promise<readonly DocumentRow[]> {
  const operations = rows.map(({ _id, ...replacement }) => ({
    replaceOne: { filter: { _id, version: { $lt: replacement.version } }, replacement, upsert },
  }));
  try {
    await database.documents(name).bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    const refused = duplicatesIn(error);
    return rows.filter((_, n) => refused.has(n));
  }
}
