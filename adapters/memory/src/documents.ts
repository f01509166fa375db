import {
  type Collection,
  compareSortValues,
  type DocumentStore,
  type DocumentWrite,
  encodeDocument,
  type FindOptions,
  findCollection,
  findIndex,
  type IndexEntry,
  type JsonObject,
  joinKey,
  readCursor,
  type StoredDocument,
  toIndexEntry,
  writeCursor,
} from '@myevents/ports';
import type { ServiceData, StoredVersion } from './database.ts';

interface DocumentParts {
  readonly data: ServiceData;
  readonly collections: readonly Collection[];
  readonly assertOpen: () => void;
}

interface Found extends IndexEntry {
  readonly id: string;
  readonly stored: StoredVersion;
}

export interface MemoryDocuments extends DocumentStore {
  /** Throws if a write cannot be stored; what it answers stores them. */
  prepare(writes: readonly DocumentWrite[]): () => void;
}

/** Finds by looking at every document of the collection: right for tests, and nothing else. */
export function createMemoryDocuments({ data, collections, assertOpen }: DocumentParts): MemoryDocuments {
  function documentsOf(name: string): Map<string, StoredVersion> {
    assertOpen();
    findCollection(collections, name);
    const documents = data.collections.get(name) ?? new Map<string, StoredVersion>();
    data.collections.set(name, documents);
    return documents;
  }

  function read<Document extends JsonObject>(collection: string, id: string): StoredDocument<Document> | undefined {
    const stored = documentsOf(collection).get(id);
    return stored && toDocument<Document>(id, stored);
  }

  function prepare(writes: readonly DocumentWrite[]): () => void {
    const puts = writes.map((write) => ({
      write,
      stored: toStored(findCollection(collections, write.collection), write),
    }));
    return () => {
      for (const { write, stored } of puts) {
        const documents = documentsOf(write.collection);
        const present = documents.get(write.id);
        if (!present || present.version < stored.version) documents.set(write.id, stored);
      }
    };
  }

  function* entriesOf({ collection, index, key }: FindOptions): Generator<Found> {
    const joined = joinKey(key);
    for (const [id, stored] of documentsOf(collection)) {
      const entry = stored.entries.get(index);
      if (entry && entry.key === joined) yield { ...entry, id, stored };
    }
  }

  return {
    prepare,
    async get<Document extends JsonObject>(collection: string, id: string) {
      return read<Document>(collection, id);
    },
    async getMany<Document extends JsonObject>(collection: string, ids: readonly string[]) {
      return ids.map((id) => read<Document>(collection, id));
    },
    async find<Document extends JsonObject>(options: FindOptions) {
      findIndex(findCollection(collections, options.collection), options);
      const sign = options.descending ? -1 : 1;
      const cursor = readCursor(options);
      const rest = entriesOf(options)
        .filter((found) => isWithin(found, options.range))
        .filter((found) => !cursor || sign * comparePlaces(found, cursor) > 0)
        .toArray()
        .sort((a, b) => sign * comparePlaces(a, b));
      const page = rest.slice(0, options.limit);
      const last = page.at(-1);
      return {
        items: page.flatMap(({ id, stored }) => toDocument<Document>(id, stored) ?? []),
        next: last && rest.length > page.length ? writeCursor(options, last) : null,
      };
    },
    async put(writes) {
      assertOpen();
      prepare(writes)();
    },
  };
}

function toStored(collection: Collection, write: DocumentWrite): StoredVersion {
  const { version, document } = write;
  const entries = new Map<string, IndexEntry>();
  for (const index of document === null ? [] : collection.indexes) {
    const entry = document === null ? undefined : toIndexEntry(index, document);
    if (entry) entries.set(index.name, entry);
  }
  return { version, json: encodeDocument(write), entries };
}

function toDocument<Document extends JsonObject>(
  id: string,
  { version, json }: StoredVersion,
): StoredDocument<Document> | undefined {
  return json === null ? undefined : { id, version, document: JSON.parse(json) as Document };
}

function isWithin({ sort }: IndexEntry, range: FindOptions['range']): boolean {
  const { from, to } = range ?? {};
  return (
    (from === undefined || compareSortValues(sort, from) >= 0) && (to === undefined || compareSortValues(sort, to) <= 0)
  );
}

function comparePlaces(a: Pick<Found, 'sort' | 'id'>, b: Pick<Found, 'sort' | 'id'>): number {
  return compareSortValues(a.sort, b.sort) || compareSortValues(a.id, b.id);
}
