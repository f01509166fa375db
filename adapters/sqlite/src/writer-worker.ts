// The one thread that writes a database file, so that an fsync stalls nobody else. Started by writer.ts.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createTables, prepareCollections } from './schema.ts';
import { isConnectionSound, isDiskFull, type SqliteFailure, toFailure } from './sqlite-error.ts';
import type { Job, JobAnswer, JobKind, WriterData } from './write-job.ts';
import { prepareWriteTransaction } from './write-transaction.ts';

/** How long another process may hold the file before a write fails. */
const busyTimeoutMs = 10_000;

/** So many jobs at most share a transaction and its fsync. */
const jobsPerTransactionMax = 256;

const writeKinds: ReadonlySet<JobKind> = new Set(['append', 'put', 'published']);

const { file, collections } = workerData as WriterData;
if (!parentPort) throw new Error('This is a worker thread.');
const port = parentPort;

/** Opened when first needed, and anew after a failure that leaves it in doubt. */
let connection: ReturnType<typeof connect> | undefined;

port.on('message', (first: Job) => {
  let writes: Job[] = [];
  for (const job of [first, ...takeWaiting()]) {
    if (writeKinds.has(job.kind)) {
      writes.push(job);
      continue;
    }
    port.postMessage(write(writes));
    writes = [];
    control(job);
  }
  if (writes.length > 0) port.postMessage(write(writes));
});

function takeWaiting(): readonly Job[] {
  const jobs: Job[] = [];
  while (jobs.length < jobsPerTransactionMax) {
    const received = receiveMessageOnPort(port);
    if (!received) break;
    jobs.push(received.message as Job);
  }
  return jobs;
}

function control({ number, kind, values }: Job): void {
  try {
    if (kind === 'crash') process.exit(1); // ends this thread only
    if (kind === 'close') connection?.db.close();
    else connection ??= connect();
    if (kind === 'limitPages') connection?.db.exec(`PRAGMA max_page_count = ${Number(values[0])}`);
    port.postMessage([{ number, outcomes: [] }] satisfies JobAnswer[]);
  } catch (error) {
    port.postMessage([{ number, failure: toFailure(error) }] satisfies JobAnswer[]);
  }
  if (kind === 'close') port.close();
}

/** As one transaction; if that fails each job alone, so that none fails for another's sake. */
function write(jobs: readonly Job[]): readonly JobAnswer[] {
  const together = attempt(jobs);
  if (Array.isArray(together)) return together;
  if (jobs.length > 1) return jobs.flatMap((job) => write([job]));
  const again = isDiskFull(together) && reclaimSpace() ? attempt(jobs) : together;
  return Array.isArray(again) ? again : jobs.map(({ number }) => ({ number, failure: again }));
}

function attempt(jobs: readonly Job[]): JobAnswer[] | SqliteFailure {
  try {
    const outcomes = jobs.length === 0 ? [] : writeTogether(jobs);
    return jobs.map(({ number }, n) => ({ number, outcomes: outcomes[n] ?? [] }));
  } catch (error) {
    const failure = toFailure(error);
    if (!isConnectionSound(failure)) disconnect();
    return failure;
  }
}

/** Folds the write-ahead log into the file, which frees what it takes on the disk beyond that; false if even that has no room. */
function reclaimSpace(): boolean {
  try {
    return connection?.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch {
    return false;
  }
}

/** Marks of what was published are not worth an fsync of their own: losing one only publishes twice. */
function writeTogether(jobs: readonly Job[]): readonly (readonly boolean[])[] {
  connection ??= connect();
  const { db, run } = connection;
  if (jobs.some(({ kind }) => kind !== 'published')) return run(jobs);
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    return run(jobs);
  } finally {
    db.exec('PRAGMA synchronous = FULL');
  }
}

function connect() {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    createTables(db);
    switchToWriteAheadLog(db);
    db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
    db.exec('PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 16777216');
    prepareCollections(db, collections);
    return { db, run: prepareWriteTransaction(db, collections) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The switch needs the file for a moment to itself, and SQLite does not wait for that by itself. */
function switchToWriteAheadLog(db: DatabaseSync): void {
  const deadline = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      if (db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'] === 'wal') return;
      throw new Error('the file system cannot keep a write-ahead log');
    } catch (error) {
      if (!isConnectionSound(toFailure(error)) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function disconnect(): void {
  try {
    connection?.db.close();
  } catch {
    // It is given up in any case.
  }
  connection = undefined;
}
