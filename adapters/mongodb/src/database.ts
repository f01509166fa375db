import type { Collection, Db } from 'mongodb';
import type { CollectionRow, CommitRow, DocumentRow, OutboxMark } from './rows.ts';

/** One service's data: a database with these collections, and `documents.<name>` for each of its collections. */
export interface Database {
  /** `HOST/DATABASE`, for messages to operators. */
  readonly label: string;
  readonly db: Db;
  readonly commits: Collection<CommitRow>;
  readonly outbox: Collection<OutboxMark>;
  readonly collections: Collection<CollectionRow>;
  documents(name: string): Collection<DocumentRow>;
}

export function createDatabase(db: Db, label: string): Database {
  return {
    label,
    db,
    commits: db.collection('commits'),
    outbox: db.collection('outbox'),
    collections: db.collection('collections'),
    documents: (name) => db.collection(documentsOf(name)),
  };
}

export function documentsOf(collection: string): string {
  return `documents.${collection}`;
}
