import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../support/cluster.ts';
import type { ServerProcess } from '../support/server-process.ts';
import type { EngineControl } from './engine-control.ts';
import type { FaultProxy } from './fault-proxy.ts';

/** What a fault can be done to. */
export interface Scene {
  readonly cluster: Cluster;
  readonly store: EngineControl;
  readonly bus: EngineControl;
  readonly storeProxy: FaultProxy;
  readonly busProxy: FaultProxy;
  /** Publishes again, out of order, what was published before, as long as `work` takes. */
  disturbBus(work: Promise<unknown>): Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** The stand-in for an engine may lose what it had confirmed: `republish` repairs it. */
  readonly losesMessages?: boolean;
  /** Everything runs again when it resolves, if not healthy yet. */
  run(scene: Scene): Promise<void>;
}

const pausedMs = 20_000;
const shortMs = 3_000;

async function killed(servers: readonly ServerProcess[]): Promise<void> {
  await Promise.all(servers.map(async (server) => server.kill()));
  await pause(shortMs);
  await Promise.all(servers.map(async (server) => server.start()));
}

async function stopped(engine: EngineControl, how: 'kill' | 'down'): Promise<void> {
  await engine[how]();
  await pause(shortMs);
  await engine.up();
}

async function paused(engine: EngineControl): Promise<void> {
  await engine.pause();
  await pause(pausedMs);
  await engine.resume();
}

async function poisoned(proxy: FaultProxy, poison: () => Promise<void>, forMs: number): Promise<void> {
  try {
    await poison();
    await pause(forMs);
  } finally {
    await proxy.heal();
  }
}

async function rolled(servers: readonly ServerProcess[]): Promise<void> {
  for (const server of servers) {
    await server.stop();
    await server.start();
  }
}

async function frozen(server: ServerProcess | undefined, forMs: number): Promise<void> {
  server?.signal('SIGSTOP');
  await pause(forMs);
  server?.signal('SIGCONT');
}

export const faults: readonly Fault[] = [
  { name: 'kill -9 of a booking process', run: ({ cluster }) => killed(cluster.bookings.slice(0, 1)) },
  { name: 'kill -9 of all booking processes', run: ({ cluster }) => killed(cluster.bookings) },
  { name: 'kill -9 of the Event Service', run: ({ cluster }) => killed(cluster.events) },
  { name: 'kill -9 of a gateway', run: ({ cluster }) => killed(cluster.gateways.slice(0, 1)) },
  { name: 'rolling restart of the services', run: ({ cluster }) => rolled([...cluster.bookings, ...cluster.events]) },
  { name: 'broker killed', losesMessages: true, run: ({ bus }) => stopped(bus, 'kill') },
  { name: 'broker restarted', losesMessages: true, run: ({ bus }) => stopped(bus, 'down') },
  { name: 'broker paused for 20 s', run: ({ bus }) => paused(bus) },
  { name: 'database killed', run: ({ store }) => stopped(store, 'kill') },
  { name: 'database restarted', run: ({ store }) => stopped(store, 'down') },
  { name: 'database paused for 20 s', run: ({ store }) => paused(store) },
  { name: 'slow database', run: ({ storeProxy }) => poisoned(storeProxy, () => storeProxy.delay(150, 100), 8_000) },
  { name: 'slow broker', run: ({ busProxy }) => poisoned(busProxy, () => busProxy.delay(300, 200), 8_000) },
  { name: 'connections to the database reset', run: ({ storeProxy }) => poisoned(storeProxy, storeProxy.reset, 4_000) },
  { name: 'connections to the broker reset', run: ({ busProxy }) => poisoned(busProxy, busProxy.reset, 4_000) },
  { name: 'database cut off', run: ({ storeProxy }) => poisoned(storeProxy, storeProxy.cut, 6_000) },
  { name: 'broker cut off', run: ({ busProxy }) => poisoned(busProxy, busProxy.cut, 6_000) },
  { name: 'a consumer that stands still', run: ({ cluster }) => frozen(cluster.events[0], 12_000) },
  { name: 'a booking process that stands still', run: ({ cluster }) => frozen(cluster.bookings[0], 12_000) },
  { name: 'messages twice and out of order', run: ({ disturbBus }) => disturbBus(pause(10_000)) },
];
