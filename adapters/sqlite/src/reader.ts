import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { StoreUnavailableError } from '@myevents/ports';
import { isConnectionSound, toFailure, toUnavailableError } from './sqlite-error.ts';

export type Row = Record<string, SQLOutputValue>;

/** Only the checkpoint and the recovery after a crash ever make a reader wait. */
const busyTimeoutMs = 5_000;

/** A read-only connection in the serving thread. Each call sees all that was committed before it, and holds no transaction open. */
export interface Reader {
  all(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[];
  get(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined;
  close(): void;
}

/** @throws StoreUnavailableError if the file cannot be opened, and later if it cannot be read or was closed. */
export function openReader(file: string): Reader {
  let db: DatabaseSync | undefined = connect(file);
  let isClosed = false;
  const statements = new Map<string, StatementSync>(); // as many as there are different queries in the code

  function disconnect(): void {
    statements.clear();
    db?.close();
    db = undefined;
  }

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    if (isClosed) throw new StoreUnavailableError(`The database "${file}" was closed.`);
    db ??= connect(file);
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  function reading<Answer>(work: () => Answer): Answer {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      const failure = toFailure(error);
      if (!isConnectionSound(failure)) disconnect();
      throw toUnavailableError(file, failure);
    }
  }

  return {
    all: (sql, ...parameters) => reading(() => prepare(sql).all(...parameters)),
    get: (sql, ...parameters) => reading(() => prepare(sql).get(...parameters)),
    close() {
      isClosed = true;
      disconnect();
    },
  };
}

function connect(file: string): DatabaseSync {
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
    db.exec('PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY');
    return db;
  } catch (error) {
    throw toUnavailableError(file, toFailure(error));
  }
}
