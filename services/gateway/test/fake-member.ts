import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answering = (response: ServerResponse, received: Received) => void;

/** Stands for one process of a service: it answers as the test says, and can go and come back. */
export class FakeMember implements AsyncDisposable {
  readonly name: string;
  /** Without those for /readyz. */
  readonly received: Received[] = [];
  /** `silent`: it takes connections and says nothing, like a process that was stopped. */
  readiness: 'ready' | 'unready' | 'draining' | 'silent' = 'ready';
  answering: Answering = (response) => sendJson(response, 200, { from: this.name });
  readonly #server: Server;
  #port = 0;

  constructor(name: string) {
    this.name = name;
    this.#server = createServer((request, response) => {
      if (request.url === '/readyz') {
        if (this.readiness === 'silent') return;
        sendJson(response, this.readiness === 'ready' ? 200 : 503, { status: this.readiness });
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
        this.received.push(received);
        this.answering(response, received);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get urls(): readonly string[] {
    return this.received.map(({ url }) => url);
  }

  /** On the same port as before. */
  async start(): Promise<this> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Gone at once, with all its connections. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(json);
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...length, ...headers }).end(body);
}
