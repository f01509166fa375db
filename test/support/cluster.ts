import { setTimeout as pause } from 'node:timers/promises';
import { type ServerProcess, startServer } from './server-process.ts';

/** How many processes of each kind. */
export interface ClusterSize {
  readonly gateways: number;
  readonly events: number;
  readonly bookings: number;
}

/** The platform as separate processes on engines they share. */
export interface Cluster extends AsyncDisposable {
  readonly gateways: readonly ServerProcess[];
  readonly events: readonly ServerProcess[];
  readonly bookings: readonly ServerProcess[];
  readonly all: readonly ServerProcess[];
  /** Resolves when every process is ready. @throws if one is not within two minutes. */
  recovered(): Promise<void>;
  output(): string;
}

export interface ClusterOptions {
  readonly size?: ClusterSize;
  /** STORE_URL and BUS_URL, and what else all processes get. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the `n`th Booking Service process loads first. */
  readonly bookingImports?: (n: number) => readonly string[];
}

export const smallestCluster: ClusterSize = { gateways: 2, events: 2, bookings: 2 };

const recoverWithinMs = 120_000;

async function isReady({ url, output }: ServerProcess): Promise<void> {
  const until = performance.now() + recoverWithinMs;
  let said = 'nothing';
  while (performance.now() < until) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    said = (await answer?.text()) ?? 'nothing';
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${url} did not get ready again; it says ${said}\n${output()}`);
}

/** Starts all processes, services before gateways; answers when every one of them is ready. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { settings, size = smallestCluster, bookingImports = () => [] } = options;
  await using starting = new AsyncDisposableStack();
  const start = async (ROLE: string, more: Readonly<Record<string, string>> = {}, imports: readonly string[] = []) =>
    starting.use(await startServer({ settings: { ...settings, ROLE, ...more }, imports }));
  const many = async (count: number, one: (n: number) => Promise<ServerProcess>) =>
    Promise.all(Array.from({ length: count }, (_, n) => one(n)));

  const [events, bookings] = await Promise.all([
    many(size.events, () => start('events')),
    many(size.bookings, (n) => start('bookings', {}, bookingImports(n))),
  ]);
  const urlsOf = (servers: readonly ServerProcess[]) => servers.map(({ url }) => url).join(',');
  const gateways = await many(size.gateways, () =>
    start('gateway', { EVENTS_URLS: urlsOf(events), BOOKINGS_URLS: urlsOf(bookings) }),
  );

  const running = starting.move();
  const all = [...gateways, ...events, ...bookings];
  return {
    gateways,
    events,
    bookings,
    all,
    recovered: async () => void (await Promise.all(all.map(isReady))),
    output: () => all.map((server) => `--- ${server.url}\n${server.output()}`).join('\n'),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
