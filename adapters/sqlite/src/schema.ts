import type { DatabaseSync } from 'node:sqlite';
import { type Collection, type CollectionIndex, type JsonObject, toIndexEntry } from '@myevents/ports';

/** 'MyEv' in the header of every database file of ours, so that nobody else's is ever written to. */
export const applicationId = 0x4d794576;

/** Of the tables below, in the header as well. A file with a higher one is refused. */
export const schemaVersion = 1;

/**
 * `outbox` holds the positions of unpublished commits, so that a commit is written once and never touched again; watermarks
 * only ever grow. `stored_at` is this machine's clock, not the commit's own `at`.
 */
const tables = `
  CREATE TABLE commits (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    events TEXT NOT NULL,
    UNIQUE (stream, version)
  );
  CREATE TABLE outbox (position INTEGER PRIMARY KEY, stored_at INTEGER NOT NULL);
  CREATE TABLE watermarks (stream TEXT PRIMARY KEY, through_version INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE collections (name TEXT PRIMARY KEY, indexes TEXT NOT NULL) WITHOUT ROWID;
`;

/** The SQL names of a collection. A column pair per index: its joined key (none if the key is empty) and its sort value. */
export function tableOf(collection: Collection): string {
  return quote(`documents of ${collection.name}`);
}

export function keyColumnOf(index: CollectionIndex): string {
  return quote(`key of ${index.name}`);
}

export function sortColumnOf(index: CollectionIndex): string {
  return quote(`sort of ${index.name}`);
}

/** In the order in which a write brings their values. */
export function indexColumnsOf(collection: Collection): readonly string[] {
  return collection.indexes.flatMap((index) => columnsOf(index));
}

/** The values of `indexColumnsOf`, null where the document is not in an index. */
export function indexValuesOf(
  collection: Collection,
  document: JsonObject | null,
): readonly (number | string | null)[] {
  return collection.indexes.flatMap((index) => {
    const entry = document === null ? undefined : toIndexEntry(index, document);
    if (index.key.length === 0) return [entry?.sort ?? null];
    return entry ? [entry.key, entry.sort] : [null, null];
  });
}

/**
 * Makes a new file ours in one transaction, before it goes over to write-ahead logging: so the file's own header tells whose
 * it is from its first byte on.
 */
export function createTables(db: DatabaseSync): void {
  if (numberOf(db, 'application_id') === applicationId) return;
  inTransaction(db, () => {
    if (numberOf(db, 'application_id') === applicationId) return; // another process was faster
    if (db.prepare('SELECT 1 FROM sqlite_schema').get()) throw new Error('the file is not a database of MyEvents');
    db.exec(tables);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  });
}

/** Makes the tables of the declared collections, and gives those of earlier runs the indexes that are declared now. */
export function prepareCollections(db: DatabaseSync, collections: readonly Collection[]): void {
  const find = db.prepare('SELECT indexes FROM collections WHERE name = ?');
  const isReady = (collection: Collection) =>
    find.get(collection.name)?.['indexes'] === JSON.stringify(collection.indexes);
  if (collections.every(isReady)) return;
  inTransaction(db, () => {
    for (const collection of collections) {
      if (isReady(collection)) continue;
      const before = find.get(collection.name)?.['indexes'];
      if (typeof before === 'string') dropIndexes(db, collection, JSON.parse(before) as readonly CollectionIndex[]);
      else
        db.exec(`CREATE TABLE ${tableOf(collection)} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT)`);
      addIndexes(db, collection);
      db.prepare('INSERT OR REPLACE INTO collections (name, indexes) VALUES (?, ?)').run(
        collection.name,
        JSON.stringify(collection.indexes),
      );
    }
  });
}

/** Runs `work` alone among all writers, and either all of it or nothing stays. */
export function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function dropIndexes(db: DatabaseSync, collection: Collection, indexes: readonly CollectionIndex[]): void {
  for (const index of indexes) {
    db.exec(`DROP INDEX ${indexNameOf(collection, index)}`);
    for (const column of columnsOf(index)) db.exec(`ALTER TABLE ${tableOf(collection)} DROP COLUMN ${column}`);
  }
}

/** Adds the columns (of no type: a sort value stays the number or text it is), fills them from the documents, then sorts. */
function addIndexes(db: DatabaseSync, collection: Collection): void {
  const [table, columns] = [tableOf(collection), indexColumnsOf(collection)];
  if (columns.length === 0) return;
  for (const column of columns) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
  const update = db.prepare(
    `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE rowid = ?`,
  );
  const next = db.prepare(
    `SELECT rowid AS row, document FROM ${table} WHERE rowid > ? AND document IS NOT NULL ORDER BY rowid LIMIT 1000`,
  );
  for (let row = -1, rows = next.all(row); rows.length > 0; rows = next.all(row)) {
    for (const found of rows) {
      row = Number(found['row']);
      update.run(...indexValuesOf(collection, JSON.parse(String(found['document'])) as JsonObject), row);
    }
  }
  for (const index of collection.indexes) {
    const on = [...columnsOf(index), 'id'].join(', ');
    db.exec(
      `CREATE INDEX ${indexNameOf(collection, index)} ON ${table} (${on}) WHERE ${sortColumnOf(index)} IS NOT NULL`,
    );
  }
}

function columnsOf(index: CollectionIndex): readonly string[] {
  return index.key.length === 0 ? [sortColumnOf(index)] : [keyColumnOf(index), sortColumnOf(index)];
}

export function indexNameOf(collection: Collection, index: CollectionIndex): string {
  return quote(`${index.name} of ${collection.name}`);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function numberOf(db: DatabaseSync, pragma: string): number {
  return Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
