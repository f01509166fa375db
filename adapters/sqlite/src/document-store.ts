import {
  type Collection,
  type DocumentStore,
  type DocumentWrite,
  findCollection,
  type JsonObject,
  type StoredDocument,
  encodeDocument as toJson,
} from '@myevents/ports';
import { findPage } from './find.ts';
import type { Reader, Row } from './reader.ts';
import { indexValuesOf, tableOf } from './schema.ts';
import type { Value } from './write-job.ts';
import type { Writer } from './writer.ts';

/** A document write as the row that the writer's thread puts. */
export type EncodeDocument = (write: DocumentWrite) => readonly Value[];

/** @throws RangeError for what no engine takes, and for a collection that was not declared. */
export function createDocumentEncoder(collections: readonly Collection[]): EncodeDocument {
  const numbers = new Map(collections.map(({ name }, number) => [name, number]));
  return (write) => {
    const collection = findCollection(collections, write.collection);
    const indexValues = indexValuesOf(collection, write.document);
    return [numbers.get(collection.name) ?? -1, write.id, write.version, toJson(write), ...indexValues];
  };
}

export function createDocumentStore(
  reader: Reader,
  writer: Writer,
  {
    collections,
    encodeDocument,
  }: { readonly collections: readonly Collection[]; readonly encodeDocument: EncodeDocument },
): DocumentStore {
  function read<Document extends JsonObject>(name: string, id: string): StoredDocument<Document> | undefined {
    const table = tableOf(findCollection(collections, name));
    const row = reader.get(`SELECT id, version, document FROM ${table} WHERE id = ? AND document IS NOT NULL`, id);
    return row && toStoredDocument<Document>(row);
  }

  return {
    async get<Document extends JsonObject>(collection: string, id: string) {
      return read<Document>(collection, id);
    },
    async getMany<Document extends JsonObject>(collection: string, ids: readonly string[]) {
      return ids.map((id) => read<Document>(collection, id));
    },
    async find<Document extends JsonObject>(options: Parameters<DocumentStore['find']>[0]) {
      const { rows, next } = findPage(reader, findCollection(collections, options.collection), options);
      return { items: rows.map((row) => toStoredDocument<Document>(row)), next };
    },
    async put(writes) {
      if (writes.length > 0) await writer.send('put', writes.flatMap(encodeDocument));
    },
  };
}

function toStoredDocument<Document extends JsonObject>({ id, version, document }: Row): StoredDocument<Document> {
  return { id: String(id), version: Number(version), document: JSON.parse(String(document)) as Document };
}
