import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { AuthorisationState } from '@myevents/ports';

/** One attempt as the provider's books have it. */
export interface TestPayment {
  readonly attempt: string;
  readonly state: AuthorisationState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reference: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
}

/** A row of the books. `arrived` is false for an attempt that was voided before it came. */
export interface LedgerRow extends TestPayment {
  readonly reason: string | null;
  readonly arrived: boolean;
}

export interface Ledger {
  /** Runs `work` alone among all processes, at `now`: attempts whose time has come are authorised first. */
  change<Answer>(now: number, work: () => Answer): Answer;
  find(attempt: string): LedgerRow | undefined;
  /** Writes the whole row. */
  put(row: LedgerRow, settlesAt?: number): void;
  hasRefund(attempt: string, refund: string): boolean;
  addRefund(attempt: string, refund: string, amountMinor: number): void;
  close(): void;
}

const tables = `
  CREATE TABLE IF NOT EXISTS attempts (
    attempt TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL,
    reference TEXT NOT NULL, captured_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, arrived INTEGER NOT NULL,
    settles_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS refunds (
    attempt TEXT NOT NULL, refund TEXT NOT NULL, amount_minor INTEGER NOT NULL, PRIMARY KEY (attempt, refund)
  );
`;

/** Where the books of a data folder are. */
export function testPaymentsFile(folder: string): string {
  return join(folder, 'test-payments.sqlite');
}

/** Books that outlive the process if a folder is given, else in memory. Survives a killed process; money is not at stake. */
export function openLedger(folder: string | undefined): Ledger {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(folder === undefined ? ':memory:' : testPaymentsFile(folder), { timeout: 10_000 });
  inTransaction(db, () => db.exec(tables));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const settle = db.prepare(`UPDATE attempts SET state = 'authorised' WHERE state = 'pending' AND settles_at <= ?`);
  const find = db.prepare('SELECT * FROM attempts WHERE attempt = ?');
  const put = db.prepare('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const findRefund = db.prepare('SELECT 1 FROM refunds WHERE attempt = ? AND refund = ?');
  const addRefund = db.prepare('INSERT INTO refunds VALUES (?, ?, ?)');

  return {
    change(now, work) {
      return inTransaction(db, () => {
        settle.run(now);
        return work();
      });
    },
    find(attempt) {
      const row = find.get(attempt);
      return row && { ...toPayment(row), reason: textOrNull(row['reason']), arrived: row['arrived'] === 1 };
    },
    put(row, settlesAt) {
      const { attempt, state, reason, amountMinor, currency, reference, capturedMinor, refundedMinor, arrived } = row;
      const amounts = [capturedMinor, refundedMinor, arrived ? 1 : 0, settlesAt ?? null];
      put.run(attempt, state, reason, amountMinor, currency, reference, ...amounts);
    },
    hasRefund: (attempt, refund) => findRefund.get(attempt, refund) !== undefined,
    addRefund(attempt, refund, amountMinor) {
      addRefund.run(attempt, refund, amountMinor);
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}

/** What the books of a file say at this moment, for tests: in order of the attempts, also while a provider has it open. */
export function readTestPayments(file: string): readonly TestPayment[] {
  using db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  return db.prepare('SELECT * FROM attempts ORDER BY attempt').all().map(toPayment);
}

function inTransaction<Answer>(db: DatabaseSync, work: () => Answer): Answer {
  db.exec('BEGIN IMMEDIATE');
  try {
    const answer = work();
    db.exec('COMMIT');
    return answer;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function toPayment(row: Record<string, SQLOutputValue>): TestPayment {
  return {
    attempt: String(row['attempt']),
    state: String(row['state']) as AuthorisationState,
    amountMinor: Number(row['amount_minor']),
    currency: String(row['currency']),
    reference: String(row['reference']),
    capturedMinor: Number(row['captured_minor']),
    refundedMinor: Number(row['refunded_minor']),
  };
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
