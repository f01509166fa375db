import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '@myevents/ports';
import { prepareFolder } from './folder.ts';
import { toFailure, toUnavailableError } from './sqlite-error.ts';

/** One process has the data folder to itself while it holds this. */
export interface FolderLock extends AsyncDisposable {
  readonly folder: string;
  /**
   * Marks a file of the folder as opened by its one store; the answer takes the mark back.
   * @throws StoreUnavailableError if another store of this process has it open.
   */
  claim(file: string): () => void;
}

/** How long a refused process looks for the pid of the one that was faster and may not have written it yet. */
const pidPatienceMs = 1_000;

/** Never collected as garbage, for that would let go of the lock. */
const heldLocks = new Set<DatabaseSync>();

/**
 * Takes the data folder for this process alone. The lock is one that SQLite takes on `lock.sqlite` with the operating system: two
 * processes that start at once cannot both have it, and it ends with its process, however that ends. `lock.pid` beside it
 * only tells others who holds it.
 * @throws StoreUnavailableError with the pid of the holder if another process has it, or if the folder cannot be used.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await prepareFolder(folder);
  const pidFile = join(folder, 'lock.pid');
  const deadline = performance.now() + pidPatienceMs;
  let db = tryLock(join(folder, 'lock.sqlite'));
  while (!db) {
    const pid = await readPid(pidFile);
    const isTold = pid !== undefined && isAlive(pid);
    if (isTold || performance.now() > deadline) throw inUse(folder, isTold ? pid : undefined);
    await sleep(20);
    db = tryLock(join(folder, 'lock.sqlite'));
  }
  heldLocks.add(db);
  await writePid(pidFile).catch(() => {}); // only for the message to others: a full disk does not undo the lock
  return createLock(folder, db, pidFile);
}

function createLock(folder: string, db: DatabaseSync, pidFile: string): FolderLock {
  const claimed = new Set<string>();
  return {
    folder,
    claim(file) {
      const path = resolve(file);
      if (claimed.has(path)) throw new StoreUnavailableError(`The database "${file}" is already open in this process.`);
      claimed.add(path);
      return () => {
        claimed.delete(path);
      };
    },
    async [Symbol.asyncDispose]() {
      if (!heldLocks.delete(db)) return;
      await rm(pidFile, { force: true });
      db.close();
    },
  };
}

/** Undefined if somebody else has it. */
function tryLock(file: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'); // writes nothing, so a full disk does not matter
    return db;
  } catch (error) {
    db?.close();
    const failure = toFailure(error);
    const busy = 5;
    if ((failure.code & 0xff) === busy) return undefined;
    throw toUnavailableError(file, failure);
  }
}

function inUse(folder: string, pid: number | undefined): StoreUnavailableError {
  const holder = pid === process.pid ? 'this process itself' : pid === undefined ? 'another process' : `process ${pid}`;
  return new StoreUnavailableError(`The data folder "${folder}" is in use by ${holder}.`);
}

/** By way of another name, so that nobody reads half a number. */
async function writePid(pidFile: string): Promise<void> {
  const written = `${pidFile}.${process.pid}`;
  await writeFile(written, `${process.pid}\n`);
  await rename(written, pidFile);
}

async function readPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number(text) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // somebody else's
  }
}
