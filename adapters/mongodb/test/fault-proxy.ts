import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Between a client and the server: what can happen to a connection happens when a test says so. */
export interface FaultProxy extends AsyncDisposable {
  /** The server's address by way of this proxy. */
  readonly url: string;
  /** Closes all connections and refuses new ones until `heal`. */
  cut(): void;
  /** Keeps all connections and lets nothing through until `heal`; then all that waited. */
  silence(): void;
  heal(): void;
  /**
   * Breaks the connection over the next command whose bytes hold all of `words`: before the server sees it, or when its answer
   * arrives. Resolves when that has happened.
   */
  breakOver(words: readonly string[], when: 'before' | 'after'): Promise<void>;
}

interface Trap {
  readonly words: readonly string[];
  readonly when: 'before' | 'after';
  readonly spring: () => void;
}

export async function startFaultProxy(url: string): Promise<FaultProxy> {
  const [, start = '', host = '', port = '27017', rest = ''] = /^(\w+:\/\/)([^/:,]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket }>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  let trap: Trap | undefined;

  const listener = createServer((client) => {
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const server = connect(Number(port), host);
    const pair = { client, server };
    let isDoomed = false;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    const spring = () => {
      trap?.spring();
      trap = undefined;
      end();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end).setNoDelay(true);
    client.on('data', (bytes: Buffer) => {
      const isMeant = trap?.words.every((word) => bytes.includes(word)) === true;
      if (isMeant && trap?.when === 'before') return spring();
      isDoomed ||= isMeant;
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => (isDoomed ? spring() : client.write(bytes)));
    if (state === 'silent') pause(pair);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port: ownPort } = listener.address() as AddressInfo;
  const end = () => {
    for (const { client } of pairs) client.destroy();
  };

  return {
    url: `${start}127.0.0.1:${ownPort}${rest}`,
    cut() {
      state = 'cut';
      end();
    },
    silence() {
      state = 'silent';
      pairs.forEach(pause);
    },
    heal() {
      state = 'open';
      for (const { client, server } of pairs) [client, server].forEach((socket) => socket.resume());
    },
    breakOver: (words, when) =>
      new Promise((resolve) => {
        trap = { words, when, spring: resolve };
      }),
    async [Symbol.asyncDispose]() {
      end();
      listener.close();
      await once(listener, 'close');
    },
  };
}

function pause({ client, server }: { readonly client: Socket; readonly server: Socket }): void {
  client.pause();
  server.pause();
}
