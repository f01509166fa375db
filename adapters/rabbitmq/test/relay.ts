import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay before the broker that can be tormented; its address is that of the broker as far as the bus knows. */
export interface Relay extends AsyncDisposable {
  readonly url: string;
  /** Resets all connections and refuses new ones, as a broker that was killed. */
  cut(): Promise<void>;
  /** Resets all connections; new ones are taken. */
  reset(): void;
  /** Connections stay open, and nothing gets through. */
  pause(): void;
  resume(): void;
  /** Takes connections again after `cut`. */
  mend(): Promise<void>;
  /** How many connections lead through it now. */
  connections(): number;
}

/** `delayMs`: so much later everything arrives, in either direction. */
export async function openRelay(brokerUrl: string, delayMs = 0): Promise<Relay> {
  const target = new URL(brokerUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isPaused = false;

  const server = createServer((near) => {
    const far = connect(Number(target.port || 5672), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => {
        if (delayMs === 0) to.write(chunk);
        else setTimeout(() => to.write(chunk), delayMs);
      });
      from.on('error', () => {});
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      if (isPaused) from.pause();
    }
  });

  const listen = async (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });

  function reset(): void {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(brokerUrl);
  url.host = `127.0.0.1:${port}`;

  return {
    url: url.href,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve));
      reset();
      await closed;
    },
    reset,
    pause() {
      isPaused = true;
      for (const sockets of pairs) for (const socket of sockets) socket.pause();
    },
    resume() {
      isPaused = false;
      for (const sockets of pairs) for (const socket of sockets) socket.resume();
    },
    mend: async () => listen(port),
    connections: () => pairs.size,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      reset();
      await closed;
    },
  };
}
