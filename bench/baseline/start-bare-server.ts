import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** An answer of the product, to be sent again byte by byte. */
export interface CannedAnswer {
  readonly path: string;
  /** Name, value, in the order they came. Without what node:http writes by itself. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** What its `Keep-Alive` header promises; it is made by Node from a setting of the server. */
  readonly keepAliveSeconds: number;
}

/** Node adds these to every answer, ours and the product's. */
const addedByNode = new Set(['date', 'connection', 'keep-alive']);

/** The answer as it comes again and again: the second one, since the first may have been made for the first reader. */
export async function readAnswer(port: number, path: string): Promise<CannedAnswer> {
  await read(port, path);
  return read(port, path);
}

async function read(port: number, path: string): Promise<CannedAnswer> {
  const sent = request({ host: '127.0.0.1', port, path, headers: { accept: 'application/json' } }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}: ${body}`);
  const raw = response.rawHeaders;
  const headers = raw.flatMap((name, index): [string, string][] =>
    index % 2 === 1 || addedByNode.has(name.toLowerCase()) ? [] : [[name, raw[index + 1] ?? '']],
  );
  const keepAlive = /timeout=(\d+)/.exec(String(response.headers['keep-alive'] ?? ''))?.[1];
  return { path, headers, body, keepAliveSeconds: Number(keepAlive ?? 5) };
}

export interface BareServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
}

/** A `node:http` server in a process of its own that sends these answers and does nothing else. */
export async function startBareServer(answers: readonly CannedAnswer[]): Promise<BareServer> {
  const child = fork(fileURLToPath(import.meta.resolve('./bare-server-process.ts')), { stdio: 'inherit' });
  child.send(answers);
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
