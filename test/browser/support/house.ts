import { startCluster } from '../../support/cluster.ts';
import { takePair, toPairName } from '../../support/pairs.ts';
import { type ProductOptions, startProduct } from '../../support/product.ts';

/** Where people come in: the whole platform, whatever it is made of. */
export interface House extends AsyncDisposable {
  /** The ways in, all alike. */
  readonly urls: readonly string[];
  /** SIGKILL for every process of it. */
  kill(): Promise<void>;
  /** All of them again. Resolves once they are ready. */
  start(): Promise<void>;
}

/**
 * The started product in one process on embedded engines, or, where `BROWSER_PAIR` names a pair of engines, two gateways, two Event
 * Services and two Booking Services on these.
 */
export function openHouse(options: ProductOptions): Promise<House> {
  const pair = process.env['BROWSER_PAIR'];
  return pair === undefined ? openProduct(options) : openCluster(pair, options);
}

async function openProduct(options: ProductOptions): Promise<House> {
  const product = await startProduct(options);
  return {
    urls: [product.url],
    kill: () => product.kill(),
    start: () => product.start(),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

async function openCluster(pair: string, { settings }: ProductOptions): Promise<House> {
  await using opening = new AsyncDisposableStack();
  const place = opening.use(takePair(toPairName(pair)));
  const cluster = opening.use(
    await startCluster({ settings: { ...place.settings, PAYMENT_URL: 'test:', ...settings } }),
  );
  const open = opening.move();
  return {
    urls: cluster.gateways.map(({ url }) => url),
    kill: async () => void (await Promise.all(cluster.all.map((server) => server.kill()))),
    async start() {
      await Promise.all([...cluster.events, ...cluster.bookings].map((server) => server.start()));
      await Promise.all(cluster.gateways.map((server) => server.start()));
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
