import { Agent, request as httpRequest } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // The body as it came; callers say what they expect of it.
  readonly body: Record<string, unknown>;
}

/** The HTTP API over kept-alive connections, of several addresses by turns. Rejects when no answer came: then the outcome is unknown. */
export interface Api {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, idempotencyKey?: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  close(): void;
}

const answerWithinMs = 40_000;

export function connectApi(urls: string | readonly string[], connections = 64): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const addresses = [urls].flat();
  let sent = 0;

  function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${addresses[sent++ % addresses.length]}${path}`,
        {
          method,
          agent,
          timeout: answerWithinMs,
          headers: {
            ...headers,
            ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('aborted', () => reject(new Error('the answer was cut off')));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            try {
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text || '{}') });
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(payload);
    });
  }

  return {
    get: (path) => send('GET', path),
    post: (path, body, key) => send('POST', path, body, key ? { 'idempotency-key': key } : {}),
    delete: (path) => send('DELETE', path),
    close: () => agent.destroy(),
  };
}
