import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countStoredRows, measureRawAppends } from '../baseline/raw-sqlite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'myevents-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('counts rows and bytes of all tables while another connection writes', () => {
  const file = join(folder, 'some.db');
  using db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (x TEXT, y TEXT); CREATE TABLE "b c" (z TEXT)');
  expect(countStoredRows(file)).toEqual({ rows: 0, bytes: 0 });
  db.exec(`INSERT INTO a VALUES ('abc', NULL), ('é', 'z'); INSERT INTO "b c" VALUES ('12345')`);
  expect(countStoredRows(file)).toEqual({ rows: 3, bytes: 3 + 2 + 1 + 5 });
});

it('appends every row, also where the last batch is short', () => {
  expect(measureRawAppends({ folder, rows: 25, bytesPerRow: 10, rowsPerBatch: 10 })).toBeGreaterThan(0);
});
