import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface RawAppendOptions {
  readonly folder: string;
  readonly rows: number;
  /** Of a row's text; the same as what the product stored, on average. */
  readonly bytesPerRow: number;
  /** Rows of one transaction, which ends in one fsync. */
  readonly rowsPerBatch: number;
}

/** Rows a second that SQLite itself can make durable in this folder: WAL, synchronous FULL, one fsync a batch, nothing else. */
export function measureRawAppends({ folder, rows, bytesPerRow, rowsPerBatch }: RawAppendOptions): number {
  const db = new DatabaseSync(join(folder, `raw-${crypto.randomUUID()}.db`));
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    db.exec('CREATE TABLE rows (stream TEXT, version INTEGER, body TEXT, PRIMARY KEY (stream, version)) WITHOUT ROWID');
    const insert = db.prepare('INSERT INTO rows (stream, version, body) VALUES (?, ?, ?)');
    const body = 'x'.repeat(Math.max(1, Math.round(bytesPerRow)));
    const perBatch = Math.max(1, Math.round(rowsPerBatch));
    const startedAt = performance.now();
    for (let row = 0; row < rows; row += perBatch) {
      db.exec('BEGIN IMMEDIATE');
      for (let place = row; place < Math.min(rows, row + perBatch); place += 1) {
        insert.run(`show/${place % 100}`, place, body);
      }
      db.exec('COMMIT');
    }
    return rows / ((performance.now() - startedAt) / 1000);
  } finally {
    db.close();
  }
}

export interface StoredRows {
  readonly rows: number;
  readonly bytes: number;
}

/** Rows and bytes of content in all tables of a database file that another process may have open. Indexes are not counted. */
export function countStoredRows(file: string): StoredRows {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
    let rows = 0;
    let bytes = 0;
    for (const { name } of tables) {
      const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all(String(name));
      const size = columns.map((column) => `ifnull(length(CAST("${String(column['name'])}" AS BLOB)), 0)`).join(' + ');
      const found = db
        .prepare(`SELECT count(*) AS rows, ifnull(sum(${size}), 0) AS bytes FROM "${String(name)}"`)
        .get();
      rows += Number(found?.['rows'] ?? 0);
      bytes += Number(found?.['bytes'] ?? 0);
    }
    return { rows, bytes };
  } finally {
    db.close();
  }
}
