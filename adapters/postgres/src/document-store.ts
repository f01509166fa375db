import { type DocumentStore, type JsonObject, type StoredDocument } from '@myevents/ports';
import { toTextArray } from './binary-array.ts';
import type { Collections } from './collections.ts';
import { type Row, toStatement } from './database.ts';
import { toDocumentArrays } from './document-rows.ts';
import { createFind } from './find.ts';
import { decodeName, encodeName } from './name.ts';
import { quote, slotsMax } from './schema.ts';
import type { Query } from './store.ts';

export function createDocumentStore(query: Query, schema: string, collections: Collections): DocumentStore {
  const s = quote(schema);
  const columns = 'id, version, document';
  const get = toStatement(
    `SELECT ${columns} FROM ${s}.documents WHERE collection = $1 AND id = $2 AND document IS NOT NULL`,
  );
  // Looks each id up in the index: "= ANY" may read the whole collection where the statistics take it for a small one.
  const getMany = toStatement(`SELECT ${columns} FROM unnest($2::text[]) AS wanted (wanted_id) CROSS JOIN LATERAL (
      SELECT ${columns} FROM ${s}.documents WHERE collection = $1 AND id = wanted_id AND document IS NOT NULL OFFSET 0
    ) AS found`);
  const putParameters = Array.from({ length: 4 + slotsMax }, (_, n) => `$${n + 1}`).join(', ');
  const put = toStatement(`SELECT ${s}.put_documents_1(${putParameters}, NULL, NULL)`);
  const find = createFind(query, schema, collections);

  return {
    async get<Document extends JsonObject>(collection: string, id: string) {
      const [row] = await query(get, [collections.numberOf(collection), encodeName(id)]);
      return row && toStoredDocument<Document>(row);
    },
    async getMany<Document extends JsonObject>(collection: string, ids: readonly string[]) {
      const number = collections.numberOf(collection);
      if (ids.length === 0) return [];
      const rows = await query(getMany, [number, toTextArray([...new Set(ids)].map(encodeName))]);
      const found = new Map(rows.map((row) => [decodeName(String(row['id'])), row]));
      return ids.map((id) => {
        const row = found.get(id);
        return row && toStoredDocument<Document>(row);
      });
    },
    async find<Document extends JsonObject>(options: Parameters<DocumentStore['find']>[0]) {
      const { rows, next } = await find(options);
      return { items: rows.map((row) => toStoredDocument<Document>(row)), next };
    },
    async put(writes) {
      if (writes.length > 0) await query(put, toDocumentArrays(writes, collections));
    },
  };
}

function toStoredDocument<Document extends JsonObject>({ id, version, document }: Row): StoredDocument<Document> {
  return { id: decodeName(String(id)), version: Number(version), document: JSON.parse(String(document)) as Document };
}
