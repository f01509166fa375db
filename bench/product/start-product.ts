import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Product extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  /** From the start of its process to the first 200 of `/readyz`. */
  readonly readyMs: number;
  /** Asks it to stop and waits until it has. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ProductOptions {
  /** Fresh or filled; the process writes its output there too. */
  readonly folder: string;
  readonly readyMsMax?: number;
  /** Further options for Node, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
  /** Where Node keeps compiled code from start to start; otherwise where a user's start keeps it. */
  readonly compileCache?: string;
}

const host = '127.0.0.1';
const main = fileURLToPath(import.meta.resolve('../../apps/cli/src/main.ts'));
const stopMsMax = 20_000;
const askEveryMs = 3;

/** Starts what a user starts: the one command in a process of its own, on the embedded engines and without demo data. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { folder, readyMsMax = 30_000, nodeOptions = [], compileCache } = options;
  const port = await findFreePort();
  const output = join(folder, 'output.log');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, main, 'serve'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      HOST: host,
      STORE_URL: `sqlite:${join(folder, 'data')}`,
      DEMO: 'false',
      ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(output, { flags: 'a' });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const killChild = () => void child.kill('SIGKILL');
  process.once('exit', killChild);
  const exited = once(child, 'exit');

  const isUp = () => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(port))) {
    if (isUp() && performance.now() - startedAt < readyMsMax) {
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
      continue;
    }
    killChild();
    await exited;
    throw new Error(`the product did not become ready:\n${(await readFile(output, 'utf8')).slice(-2_000)}`);
  }
  const readyMs = performance.now() - startedAt;

  return {
    host,
    port,
    pid: child.pid ?? 0,
    readyMs,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', killChild);
      if (!isUp()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(killChild, stopMsMax);
      await exited;
      clearTimeout(timer);
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('this system gives no free port');
  return address.port;
}

/** One short request on a connection of its own: a refused connection is the usual answer and must cost next to nothing. */
async function isReady(port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    socket.write(`GET /readyz HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString('latin1', 0, 12) === 'HTTP/1.1 200';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
