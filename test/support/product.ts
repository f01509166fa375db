import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const cli = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');
const readyWithinMs = 60_000;

/** The started product, as a user starts it: a process of its own on loopback, with its data in a folder. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  /** SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** On the same folder and port as before. Resolves once it is ready. */
  start(): Promise<void>;
  /** What it wrote so far, for the report of a failure. */
  output(): string;
}

export interface ProductOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: a fresh one, removed at the end. */
  readonly folder?: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the whole platform on embedded engines, without the demo catalogue, and waits until it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'myevents-')));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    STORE_URL: `sqlite:${folder}`,
    DEMO: 'false',
    LOG_LEVEL: 'warn',
    ...options.settings,
  };
  let child: ChildProcess | undefined;
  let output = '';

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [cli, 'serve'], {
      env: { ...process.env, NODE_ENV: 'production', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    started.stdout?.on('data', keep);
    started.stderr?.on('data', keep);
    await ready(started);
  }

  async function ready(started: ChildProcess): Promise<void> {
    const until = Date.now() + readyWithinMs;
    while (Date.now() < until) {
      if (started.exitCode !== null) throw new Error(`it ended with ${started.exitCode}:\n${output}`);
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
      await pause(20);
    }
    throw new Error(`not ready in time:\n${output}`);
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  await start();
  return {
    url,
    folder,
    get pid() {
      return child?.pid ?? 0;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    output: () => output,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}
