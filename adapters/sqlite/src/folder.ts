import { constants } from 'node:fs';
import { access, mkdir, open, stat } from 'node:fs/promises';
import { StoreUnavailableError } from '@myevents/ports';
import { applicationId, schemaVersion } from './schema.ts';

const magic = 'SQLite format 3\0';
/** https://www.sqlite.org/fileformat.html#the_database_header */
const header = { bytes: 100, userVersionAt: 60, applicationIdAt: 68 } as const;

/**
 * Makes the data folder if it is not there.
 * @throws StoreUnavailableError naming the folder and the reason if it cannot be made or written to.
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreUnavailableError(`The data folder "${folder}" cannot be used: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * Looks at the first bytes of a database file, if there is one, before SQLite gets to open and change it.
 * @throws StoreUnavailableError naming the file if it is no database, somebody else's, or of a newer version than this one.
 */
export async function inspectDatabaseFile(file: string): Promise<void> {
  let start: Buffer;
  try {
    start = await readStart(file);
  } catch (error) {
    if (isMissing(error)) return;
    throw new StoreUnavailableError(`The database "${file}" cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
  if (start.length === 0 || (await isHalfMade(file, start))) return;
  const refuse = (why: string) => new StoreUnavailableError(`"${file}" ${why}. It was left as it is.`);
  if (start.toString('latin1', 0, magic.length) !== magic) throw refuse('is not a database (not in SQLite format)');
  if (start.length < header.bytes) throw refuse('is not a whole database (its header is cut)');
  if (start.readInt32BE(header.applicationIdAt) !== applicationId) throw refuse('is not a database of MyEvents');
  const version = start.readInt32BE(header.userVersionAt);
  if (version > schemaVersion)
    throw refuse(`was written by a newer MyEvents (its schema is ${version}, known is ${schemaVersion})`);
}

async function readStart(file: string): Promise<Buffer> {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(header.bytes), 0, header.bytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** A process that was killed while it made the database left no header yet, but a journal from which SQLite goes back to nothing. */
async function isHalfMade(file: string, start: Buffer): Promise<boolean> {
  if (!start.every((byte) => byte === 0)) return false;
  const journal = await stat(`${file}-journal`).catch(() => undefined);
  return journal !== undefined && journal.size > 0;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** In an operator's words, with the system's own code. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    EACCES: 'it is not writable',
    EPERM: 'it is not writable',
    EROFS: 'it is on a read-only file system',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'it is a file',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
    ENOENT: 'its path cannot be made',
  };
  return `${reasons[code] ?? 'it cannot be opened'} (${code || String(error)})`;
}
