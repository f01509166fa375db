import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { connectMongodb } from '../src/index.ts';
import { collections, noteOf } from './commits.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { makePlace } from './server.ts';

/** The sockets that are opened by this process from now on, the first one first. */
function collectSockets(): Disposable & { readonly sockets: readonly Socket[] } {
  const sockets: Socket[] = [];
  const channel = 'net.client.socket';
  const collect = (message: unknown) => void sockets.push((message as { readonly socket: Socket }).socket);
  subscribe(channel, collect);
  return { sockets, [Symbol.dispose]: () => void unsubscribe(channel, collect) };
}

/** Destroys the socket; its owner is told when it has written to it once more, which this waits for. */
async function loseUntold(socket: Socket): Promise<void> {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const emit = socket.emit.bind(socket);
  const write = socket.write.bind(socket);
  socket.emit = (name: string | symbol, ...args: unknown[]) => {
    if (name !== 'close') return emit(name, ...args);
    void written.then(() => emit(name, ...args));
    return true;
  };
  socket.write = (bytes: string | Uint8Array) => {
    resolve();
    return write(bytes);
  };
  socket.destroy();
  await written;
}

it('finds the server again when a check of it began on a connection that was just lost', async () => {
  await using place = makePlace();
  await using proxy = await startFaultProxy(place.url);
  const port = Number(new URL(proxy.url).port);
  using opened = collectSockets();
  // It looks at the server when it has lost it, and not by itself.
  const often = 'heartbeatFrequencyMS=600000&minHeartbeatFrequencyMS=0&connectTimeoutMS=1000';
  await using connection = await connectMongodb(`${proxy.url}${proxy.url.includes('?') ? '&' : '?'}${often}`);
  await using store = await connection.open({ service: 'bookings', collections });
  await store.documents.put([noteOf('n1')]);

  // The first is the one on which the driver checks.
  const [checking, ...others] = opened.sockets.filter((socket) => socket.remotePort === port);
  if (!checking) throw new Error('Nothing is connected.');
  const countWritten = () => others.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  const before = countWritten();
  proxy.silence();
  const lost = expect(store.documents.get('notes', 'n1')).rejects.toMatchObject({ name: 'StoreUnavailableError' });
  await vi.waitFor(() => expect(countWritten()).toBeGreaterThan(before), { timeout: 20_000 });
  // The loss of the others under a call makes the driver check at once.
  const checked = loseUntold(checking);
  for (const socket of others) socket.destroy();
  await checked;
  await lost;

  proxy.heal();
  const read = async () => expect((await store.documents.get('notes', 'n1'))?.version).toBe(1);
  await vi.waitFor(read, { timeout: 60_000, interval: 200 });
});
