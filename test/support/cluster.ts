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
    output: () => all.map((server) => `--- ${server.url}\n${server.output()}`).join('\n'),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
