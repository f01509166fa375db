import { DatabaseSync } from 'node:sqlite';
import { type Box, boxesAround } from './geo.ts';
import type { Coordinates, IndexedEvent } from './query.ts';
import { foldPhrase, toIndexText } from './words.ts';

/** Words, places and tags of events by row: SQLite's FTS5 and R*Tree, in a database of its own that is gone with the process. */
export interface TextIndex extends Disposable {
  /** Runs `work` as one transaction, which makes many puts cheap. */
  inTransaction(work: () => void): void;
  rowOf(id: string): number | undefined;
  idOf(row: number): string;
  put(row: number, event: IndexedEvent): void;
  remove(row: number): void;
  /** All rows that match, ascending; in one column alone if it is named. Half a million take some 30 ms. */
  rows(expression: string, column?: TextColumn): Uint32Array;
  /** How many rows match, but no more than `max`. */
  countUpTo(expression: string, max: number): number;
  /** bm25 over all matches; the lower, the better. Costs about a microsecond a match. */
  ranks(expression: string): ReadonlyMap<number, number>;
  rowsWithTag(tag: string): Uint32Array;
  /** A superset of what is within the radius: the boxes of the R*Tree are rounded outwards. */
  rowsNear(centre: Coordinates, radiusKm: number): Uint32Array;
  /** Brings what was filled in into one piece. */
  optimize(): void;
}

export type TextColumn = 'name' | 'tags' | 'place' | 'description';

const schema = `
  pragma journal_mode = off;
  pragma synchronous = off;
  pragma cache_size = -262144;
  create table events (row integer primary key, id text not null unique) strict;
  create virtual table words using fts5 (
    name, tags, place, description,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
  );
  create virtual table points using rtree (row, south, north, west, east);
  create table tags (tag text not null, row integer not null, primary key (tag, row)) strict, without rowid;
  create index tags_by_row on tags (row);
`;

/** Name over tags over place over description. */
const weights = '10.0, 5.0, 3.0, 1.0';

export function openTextIndex(): TextIndex {
  // Without a name SQLite keeps it in memory and spills into an unnamed temporary file, above the size of its cache.
  const db = new DatabaseSync('');
  db.exec(schema);
  const rowOf = db.prepare('select row from events where id = ?');
  const idOf = db.prepare('select id from events where row = ?');
  /** FTS5 leaves row ids of its own behind that no number can hold, and `run` reads them whatever it ran. */
  const prepareWrite = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  // Not `or replace`: that opens a savepoint, at which FTS5 writes out what it has gathered, and takes thrice the time.
  const putId = prepareWrite('insert into events (row, id) values (?, ?)');
  const putWords = prepareWrite(
    'insert or replace into words (rowid, name, tags, place, description) values (?, ?, ?, ?, ?)',
  );
  const putPoint = prepareWrite('insert or replace into points (row, south, north, west, east) values (?, ?, ?, ?, ?)');
  const putTag = prepareWrite('insert or ignore into tags (tag, row) values (?, ?)');
  const removeId = prepareWrite('delete from events where row = ?');
  const removeWords = prepareWrite('delete from words where rowid = ?');
  const removePoint = prepareWrite('delete from points where row = ?');
  const removeTags = prepareWrite('delete from tags where row = ?');
  // One JSON text costs a tenth of what as many rows of a result do.
  const match = db.prepare('select json_group_array(rowid) as rows from words where words match ?');
  const count = db.prepare('select count(*) as count from (select 1 from words where words match ? limit ?)');
  const ranks = db.prepare(
    `with ranked as materialized (select rowid as row, bm25(words, ${weights}) as rank from words where words match ?)
     select json_group_array(row) as rows, json_group_array(rank) as ranks from ranked`,
  );
  const withTag = db.prepare('select json_group_array(row) as rows from tags where tag = ?');
  const within = db.prepare(
    'select json_group_array(row) as rows from points where south <= ? and north >= ? and west <= ? and east >= ?',
  );

  return {
    inTransaction(work) {
      db.exec('begin');
      try {
        work();
        db.exec('commit');
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    rowOf: (id) => rowOf.get(id)?.['row'] as number | undefined,
    idOf: (row) => (idOf.get(row)?.['id'] as string | undefined) ?? '',
    put(row, event) {
      if (rowOf.get(event.id) === undefined) putId.run(row, event.id);
      const texts = [event.name, event.tags.join(' . '), event.place, event.description];
      putWords.run(row, ...texts.map(toIndexText));
      removeTags.run(row);
      for (const tag of [event.type, ...event.tags]) putTag.run(foldPhrase(tag), row);
      if (event.coordinates === undefined) removePoint.run(row);
      else {
        const { latitude, longitude } = event.coordinates;
        putPoint.run(row, latitude, latitude, longitude, longitude);
      }
    },
    remove(row) {
      for (const removal of [removeId, removeWords, removePoint, removeTags]) removal.run(row);
    },
    rows: (expression, column) =>
      parseRows(match.get(column === undefined ? expression : `{${column}} : (${expression})`)),
    countUpTo: (expression, max) => Number(count.get(expression, max)?.['count']),
    ranks(expression) {
      const found = ranks.get(expression);
      const rows = parseRows(found);
      const scores = parseNumbers(found?.['ranks']);
      return new Map(scores.map((score, index) => [rows[index] ?? 0, score]));
    },
    rowsWithTag: (tag) => parseRows(withTag.get(foldPhrase(tag))),
    rowsNear(centre, radiusKm) {
      const found = boxesAround(centre, radiusKm).flatMap(({ south, north, west, east }: Box) => [
        ...parseRows(within.get(north, south, east, west)),
      ]);
      return Uint32Array.from(new Set(found));
    },
    optimize: () => db.exec("insert into words (words) values ('optimize')"),
    [Symbol.dispose]: () => db.close(),
  };
}

function parseRows(found: Record<string, unknown> | undefined): Uint32Array {
  return new Uint32Array(parseNumbers(found?.['rows']));
}

function parseNumbers(json: unknown): number[] {
  return typeof json === 'string' ? (JSON.parse(json) as number[]) : [];
}
