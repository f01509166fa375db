import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to the engine that tests can break: another address for the same place. */
export interface FaultyLine extends AsyncDisposable {
  readonly endpoint: string;
  /** Nothing comes through any more in either direction, as if the engine were stopped; connections stay. */
  hush(): void;
  /** Every connection breaks, whatever it was at; new ones are refused until `mend`. */
  cut(): void;
  /** Every connection breaks, and new ones go through. */
  snap(): void;
  mend(): void;
}

export async function layFaultyLine(target: string): Promise<FaultyLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let state: 'sound' | 'hushed' | 'cut' = 'sound';

  function keep(socket: Socket, other: () => Socket): void {
    sockets.add(socket);
    socket.on('data', (bytes: Buffer) => {
      if (state === 'sound') other().write(bytes);
    });
    socket.on('error', () => {}); // its close tells
    socket.on('close', () => {
      sockets.delete(socket);
      other().destroy();
    });
  }

  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    keep(near, () => far);
    keep(far, () => near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function snap(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hush: () => {
      state = 'hushed';
    },
    cut: () => {
      state = 'cut';
      snap();
    },
    snap,
    mend: () => {
      if (state === 'hushed') snap(); // what was swallowed never arrives
      state = 'sound';
    },
    async [Symbol.asyncDispose]() {
      snap();
      server.close();
      await once(server, 'close');
    },
  };
}
