import { connect } from 'node:net';

/** A keep-alive connection with at most one request under way. */
export interface Connection {
  /** Sends a whole request, already serialised; ASCII only. */
  send(request: string): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  onOpen(): void;
  /** `body` can only be read during the call: its bytes are reused. */
  onResponse(status: number, totalBytes: number, body: () => string): void;
  /** The connection failed or was closed by the server, with what is known of why. */
  onLost(reason: string): void;
}

const readBufferBytes = 64 * 1024;
const headEnd = Buffer.from('\r\n\r\n');
const lengthNames = [Buffer.from('\r\ncontent-length: '), Buffer.from('\r\nContent-Length: ')];

/** Just enough HTTP/1.1 to measure a server without being measured oneself: status, Content-Length, and no allocation. */
export function openConnection({ host, port, onOpen, onResponse, onLost }: ConnectionOptions): Connection {
  let waiting = Buffer.alloc(0);
  let isClosing = false;

  function take(data: Buffer): void {
    const response = parseResponse(data);
    if (response === undefined) {
      waiting = Buffer.from(data);
      return;
    }
    if (response.totalBytes !== data.length) throw new Error('the server sent more than one answer to one request');
    waiting = empty;
    onResponse(response.status, data.length, () => data.toString('utf8', response.bodyAt));
  }

  const socket = connect({
    host,
    port,
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafe(readBufferBytes),
      callback(bytes, buffer) {
        const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, bytes);
        try {
          take(waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]));
        } catch (error) {
          isClosing = true;
          socket.destroy();
          onLost(error instanceof Error ? error.message : String(error));
        }
        return true;
      },
    },
  });
  socket.on('connect', onOpen);
  socket.on('error', ({ message }) => {
    if (!isClosing) onLost(message);
    isClosing = true;
  });
  socket.on('close', () => {
    if (!isClosing) onLost('the server closed the connection');
  });
  return {
    send: (request) => void socket.write(request, 'latin1'),
    close() {
      isClosing = true;
      socket.destroy();
    },
  };
}

const empty = Buffer.alloc(0);

interface ParsedResponse {
  readonly status: number;
  readonly bodyAt: number;
  readonly totalBytes: number;
}

/** Undefined while it has not arrived whole. Exported for its test. */
export function parseResponse(data: Buffer): ParsedResponse | undefined {
  const headBytes = data.indexOf(headEnd);
  if (headBytes < 0) return undefined;
  const status = digit(data, 9) * 100 + digit(data, 10) * 10 + digit(data, 11);
  if (!(status >= 200 && status < 600)) throw new Error('the server sent something that is no final HTTP answer');
  const bodyAt = headBytes + headEnd.length;
  const totalBytes = bodyAt + (status === 204 || status === 304 ? 0 : contentLength(data, headBytes));
  return data.length < totalBytes ? undefined : { status, bodyAt, totalBytes };
}

function digit(data: Buffer, at: number): number {
  return (data[at] ?? 0) - 48;
}

function contentLength(data: Buffer, headBytes: number): number {
  for (const name of lengthNames) {
    const at = data.indexOf(name);
    if (at < 0 || at >= headBytes) continue;
    let length = 0;
    for (let place = at + name.length; data[place] !== 13; place += 1) length = length * 10 + digit(data, place);
    return length;
  }
  throw new Error('the server sent an answer without Content-Length');
}
