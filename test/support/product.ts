import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServer } from './server-process.ts';

/** The whole platform in one process, as a user starts it, with its data in a folder. */
export interface Product extends ServerProcess {
  readonly folder: string;
}

export interface ProductOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: a fresh one, removed at the end. */
  readonly folder?: string;
}

/** Starts the whole platform on embedded engines, without the demo catalogue, and waits until it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'myevents-')));
  const server = await startServer({ settings: { STORE_URL: `sqlite:${folder}`, ...options.settings } });
  return {
    ...server,
    get pid() {
      return server.pid;
    },
    folder,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}
