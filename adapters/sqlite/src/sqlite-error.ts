import { StoreUnavailableError } from '@myevents/ports';

/** What a failed call of SQLite tells, in a form that crosses threads. */
export interface SqliteFailure {
  /** SQLite's extended result code (https://www.sqlite.org/rescode.html); 0 if SQLite gave none. */
  readonly code: number;
  readonly message: string;
}

const busy = 5;
const locked = 6;
const noMemory = 7;
const ioError = 10;
const full = 13;
const tooBig = 18;
const constraint = 19;

/** After these the connection is as good as before; after any other failure it is opened anew. */
const harmlessCodes: ReadonlySet<number> = new Set([busy, locked, noMemory, full, tooBig, constraint]);

export function toFailure(error: unknown): SqliteFailure {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return { code, message: error instanceof Error ? error.message : String(error) };
}

export function isConnectionSound({ code }: SqliteFailure): boolean {
  return harmlessCodes.has(code & 0xff);
}

export function isDiskFull({ code }: SqliteFailure): boolean {
  return (code & 0xff) === full;
}

/** For operators: names the file and the reason. */
export function toUnavailableError(file: string, { code, message }: SqliteFailure): StoreUnavailableError {
  const reasons: Record<number, string> = {
    [full]: 'the disk is full',
    [busy]: 'another process has locked it',
    [ioError]: 'the disk does not answer as it should',
  };
  const reason = reasons[code & 0xff];
  return new StoreUnavailableError(
    `The database "${file}" cannot be used: ${reason ? `${reason} (${message})` : message}.`,
  );
}
