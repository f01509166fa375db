import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay before the broker that can be tormented: another address for the same place. */
export interface Relay extends AsyncDisposable {
  readonly endpoint: string;
  /** Resets all connections and those that come, as if nobody were there. */
  cut(): void;
  /** Connections stay open, and nothing gets through. */
  hush(): void;
  /** What comes through takes so much longer. */
  delay(delayMs: number): void;
  mend(): void;
}

export async function openRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isHushed = false;
  let delayMs = 0;

  function carry(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on('data', (bytes: Buffer) => {
      if (isHushed) return;
      if (delayMs === 0) to.write(bytes);
      else setTimeout(() => to.destroyed || to.write(bytes), delayMs);
    });
    from.on('error', () => {}); // its close tells
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(port), hostname);
    carry(near, far);
    carry(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      reset();
    },
    hush() {
      isHushed = true;
    },
    delay(ms) {
      delayMs = ms;
    },
    mend() {
      if (isHushed) reset(); // what was swallowed never arrives
      isCut = false;
      isHushed = false;
      delayMs = 0;
    },
    async [Symbol.asyncDispose]() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}
