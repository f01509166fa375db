import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of a connection's bytes. `answersLost`: requests arrive, answers do not. `silent`: nothing is passed on, in
 * either direction, and nobody is told, as when the server's machine is frozen; what came meanwhile goes on afterwards.
 */
type ProxyMode = 'passing' | 'answersLost' | 'silent' | 'refusing';

/** A network between client and server that fails on demand. */
export interface FaultProxy extends AsyncDisposable {
  /** The URL of the server, by way of this proxy. */
  readonly url: string;
  readonly connectionCount: number;
  set(mode: ProxyMode): void;
  /** Ends all connections at once, without a word. */
  cut(): void;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
}

export async function startFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const target = new URL(serverUrl);
  const links = new Set<Link>();
  let mode: ProxyMode = 'passing';

  function settle({ client, server }: Link): void {
    if (mode === 'silent') {
      client.pause();
      server.pause();
      return;
    }
    client.resume();
    server.resume();
  }

  const listener = createServer((client) => {
    if (mode === 'refusing') {
      client.destroy();
      return;
    }
    const server = connect(Number(target.port === '' ? '5432' : target.port), target.hostname);
    const link = { client, server };
    links.add(link);
    const end = () => {
      client.destroy();
      server.destroy();
      links.delete(link);
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => {
      if (mode !== 'answersLost') client.write(bytes);
    });
    settle(link);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const cut = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  };
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    get connectionCount() {
      return links.size;
    },
    set(next) {
      mode = next;
      if (mode === 'refusing') cut();
      for (const link of links) settle(link);
    },
    cut,
    async [Symbol.asyncDispose]() {
      mode = 'refusing';
      cut();
      listener.close();
      await once(listener, 'close');
    },
  };
}
