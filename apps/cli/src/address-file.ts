import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the server on a data folder can be reached: left there so that other commands find it by themselves. */
export interface ServerAddress {
  readonly pid: number;
  readonly address: string;
}

const fileOf = (folder: string) => join(folder, 'server.json');

/** A folder without it is no mistake: the server then is only not found by itself. */
export async function writeAddress(folder: string, server: ServerAddress): Promise<void> {
  await writeFile(fileOf(folder), `${JSON.stringify(server)}\n`).catch(() => {});
}

export async function removeAddress(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true }).catch(() => {});
}

/** Undefined if no server left its address, or it is no longer alive. */
export async function readAddress(folder: string): Promise<ServerAddress | undefined> {
  try {
    const { pid, address } = JSON.parse(await readFile(fileOf(folder), 'utf8')) as ServerAddress;
    if (typeof pid !== 'number' || typeof address !== 'string') return undefined;
    process.kill(pid, 0);
    return { pid, address };
  } catch {
    return undefined;
  }
}
