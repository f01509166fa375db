import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Collection } from '@myevents/ports';
import { indexColumnsOf, tableOf } from './schema.ts';
import type { Job, Value } from './write-job.ts';

/** Prepares everything a connection writes. What it answers runs jobs as one transaction: all of them or none, with one fsync. */
export function prepareWriteTransaction(db: DatabaseSync, collections: readonly Collection[]) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const lastPosition = db.prepare('SELECT max(position) AS position FROM commits');
  const fillOutbox = db.prepare(
    'INSERT INTO outbox (position, stored_at) SELECT position, ? FROM commits WHERE position > ?',
  );
  const append = prepareAppend(db, collections);
  const put = preparePut(db, collections);
  const publish = preparePublished(db);

  return function run(jobs: readonly Job[]): readonly (readonly boolean[])[] {
    begin.run();
    try {
      const before = Number(lastPosition.get()?.['position'] ?? 0);
      const outcomes = jobs.map(({ kind, values }) => {
        if (kind === 'append') return append(values);
        if (kind === 'put') put(values, 0, Number.POSITIVE_INFINITY);
        if (kind === 'published') publish(values);
        return [];
      });
      if (jobs.some(({ kind }) => kind === 'append')) fillOutbox.run(Date.now(), before);
      commit.run();
      return outcomes;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK'); // a full disk may have rolled it back already
      throw error;
    }
  };
}

/** The values of one commit in an append, before its documents. */
const commitWidth = 6;

function prepareAppend(db: DatabaseSync, collections: readonly Collection[]) {
  const insert = db.prepare(
    `INSERT INTO commits (stream, version, id, at, events) SELECT ?, ?, ?, ?, ?
     WHERE ? = 1 OR EXISTS (SELECT 1 FROM commits WHERE stream = ? AND version = ?)
     ON CONFLICT DO NOTHING`,
  );
  const readId = db.prepare('SELECT id FROM commits WHERE stream = ? AND version = ?');
  const put = preparePut(db, collections);

  return (values: readonly Value[]): readonly boolean[] => {
    const outcomes: boolean[] = [];
    const lost = new Set<Value>();
    for (let at = 0; at < values.length; ) {
      const [stream = null, version = null, id = null, commitAt = null, events = null, documents] = values.slice(
        at,
        at + commitWidth,
      );
      at += commitWidth;
      const isNew =
        !lost.has(stream) &&
        insert.run(stream, version, id, commitAt, events, version, stream, Number(version) - 1).changes === 1;
      const isThere = isNew || (!lost.has(stream) && readId.get(stream, version)?.['id'] === id);
      if (!isThere) lost.add(stream); // what was decided on top of a commit that lost has lost as well
      outcomes.push(isThere);
      at = isNew ? put(values, at, Number(documents)) : put.skip(values, at, Number(documents));
    }
    return outcomes;
  };
}

/** Puts up to `count` document rows that begin at `at`, if newer than what is there. Answers where the next value stands. */
function preparePut(db: DatabaseSync, collections: readonly Collection[]) {
  const statements = collections.map((collection) => db.prepare(upsertOf(collection)));
  const widths = collections.map((collection) => 3 + indexColumnsOf(collection).length);

  function put(values: readonly Value[], at: number, count: number): number {
    let next = at;
    for (let done = 0; done < count && next < values.length; done += 1) {
      const table = Number(values[next]);
      const end = next + 1 + (widths[table] ?? 0);
      statementOf(statements, table).run(...values.slice(next + 1, end));
      next = end;
    }
    return next;
  }
  put.skip = (values: readonly Value[], at: number, count: number): number => {
    let next = at;
    for (let done = 0; done < count; done += 1) next += 1 + (widths[Number(values[next])] ?? 0);
    return next;
  };
  return put;
}

function upsertOf(collection: Collection): string {
  const [table, columns] = [tableOf(collection), ['id', 'version', 'document', ...indexColumnsOf(collection)]];
  const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')} WHERE excluded.version > ${table}.version`;
}

function preparePublished(db: DatabaseSync) {
  const readMark = db.prepare('SELECT through_version FROM watermarks WHERE stream = ?');
  const readLast = db.prepare('SELECT max(version) AS version FROM commits WHERE stream = ? AND version <= ?');
  const empty = db.prepare(
    `DELETE FROM outbox WHERE position IN
     (SELECT position FROM commits WHERE stream = ? AND version > ? AND version <= ?)`,
  );
  const mark = db.prepare('INSERT OR REPLACE INTO watermarks (stream, through_version) VALUES (?, ?)');

  return (values: readonly Value[]): void => {
    for (let at = 0; at < values.length; at += 2) {
      const [stream = null, asked = null] = values.slice(at, at + 2);
      const before = Number(readMark.get(stream)?.['through_version'] ?? 0);
      const through = Number(readLast.get(stream, asked)?.['version'] ?? 0); // not beyond what is there
      if (through <= before) continue;
      empty.run(stream, before, through);
      mark.run(stream, through);
    }
  };
}

function statementOf(statements: readonly StatementSync[], table: number): StatementSync {
  const statement = statements[table];
  if (!statement) throw new RangeError(`there is no collection number ${table}`);
  return statement;
}
