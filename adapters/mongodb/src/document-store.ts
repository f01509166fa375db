import {
  type Collection,
  type DocumentStore,
  findCollection,
  findIndex,
  type JsonObject,
  readCursor,
  type StoredDocument,
  writeCursor,
} from '@myevents/ports';
import type { Database } from './database.ts';
import type { DocumentWriter } from './document-writer.ts';
import type { Gate } from './gate.ts';
import { boundsOf } from './place.ts';
import type { DocumentRow } from './rows.ts';
import { fromSortable, toSortable } from './sortable-text.ts';

interface DocumentParts {
  readonly database: Database;
  readonly gate: Gate;
  readonly writer: DocumentWriter;
  readonly collections: readonly Collection[];
}

const projection = { _id: 1, version: 1, json: 1 } as const;
const idsPerQuery = 1_000;

export function createDocumentStore({ database, gate, writer, collections }: DocumentParts): DocumentStore {
  const rowsOf = (name: string) => database.documents(findCollection(collections, name).name);

  async function readMany(name: string, ids: readonly string[]): Promise<ReadonlyMap<string, DocumentRow>> {
    const asked = [...new Set(ids.map(toSortable))];
    const found = new Map<string, DocumentRow>();
    for (let at = 0; at < asked.length; at += idsPerQuery) {
      const some = { $in: asked.slice(at, at + idsPerQuery) };
      for (const row of await rowsOf(name).find({ _id: some }, { projection }).toArray()) found.set(row._id, row);
    }
    return found;
  }

  return {
    get: async <Document extends JsonObject>(collection: string, id: string) =>
      gate.run(async () => {
        const row = await rowsOf(collection).findOne({ _id: toSortable(id) }, { projection });
        return toStoredDocument<Document>(row);
      }),
    getMany: async <Document extends JsonObject>(collection: string, ids: readonly string[]) =>
      gate.run(async () => {
        const rows = await readMany(collection, ids);
        return ids.map((id) => toStoredDocument<Document>(rows.get(toSortable(id))));
      }),
    find: async <Document extends JsonObject>(options: Parameters<DocumentStore['find']>[0]) =>
      gate.run(async () => {
        const index = findIndex(findCollection(collections, options.collection), options);
        const place = `places.${index.name}`;
        const rows = await rowsOf(options.collection)
          .find({ [place]: boundsOf(options, readCursor(options)) }, { projection })
          .sort({ [place]: options.descending ? -1 : 1 })
          .limit(options.limit + 1)
          .toArray();
        const items = rows.slice(0, options.limit).flatMap((row) => toStoredDocument<Document>(row) ?? []);
        const last = items.at(-1);
        const sort = last?.document[index.sort];
        const hasMore = rows.length > options.limit && last && (typeof sort === 'string' || typeof sort === 'number');
        return { items, next: hasMore ? writeCursor(options, { sort, id: last.id }) : null };
      }),
    put: async (writes) =>
      gate.run(async () => {
        await writer.put(writer.prepare(writes));
      }),
  };
}

function toStoredDocument<Document extends JsonObject>(
  row: DocumentRow | null | undefined,
): StoredDocument<Document> | undefined {
  if (!row || row.json === null) return undefined;
  return { id: fromSortable(row._id), version: row.version, document: JSON.parse(row.json) as Document };
}
