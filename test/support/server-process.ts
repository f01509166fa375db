import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const cli = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');
const readyWithinMs = 120_000;

/** A started server of the product: a process of its own on loopback, as a user starts it. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** With the same settings and port as before. Resolves once it is ready. */
  start(): Promise<void>;
  /** Sends a signal, such as SIGSTOP, if it runs. */
  signal(name: NodeJS.Signals): void;
  /** What it wrote so far, for the report of a failure. */
  output(): string;
}

export interface ServerProcessOptions {
  readonly settings: Readonly<Record<string, string>>;
  /** Modules that Node loads first. */
  readonly imports?: readonly string[];
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `myevents serve` with these settings and waits until it is ready. */
export async function startServer({ settings, imports = [] }: ServerProcessOptions): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = '';

  async function start(): Promise<void> {
    const flags = imports.flatMap((path) => ['--import', path]);
    const started = spawn(process.execPath, [...flags, cli, 'serve'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        DEMO: 'false',
        PORT: String(port),
        ...settings,
      },
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
    get pid() {
      return child?.pid ?? 0;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    signal: (name) => void child?.kill(name),
    output: () => output,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}
