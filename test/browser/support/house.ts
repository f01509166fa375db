import { inject } from 'vitest';
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

export interface HouseOptions extends Pick<ProductOptions, 'settings'> {
  /** It will be killed: no other file may use it. */
  readonly isOwn?: boolean;
}

/**
 * The started product in one process on embedded engines, or, where `BROWSER_PAIR` names a pair of engines, two gateways, two Event
 * Services and two Booking Services on these: those that run for all files, unless it is to be one's own.
 */
export async function openHouse({ isOwn = false, settings = {} }: HouseOptions): Promise<House> {
  const pair = process.env['BROWSER_PAIR'];
  if (pair === undefined) return openProduct({ settings });
  return isOwn ? openCluster(pair, settings) : enterCluster(inject('myeventsUrl'));
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

function enterCluster(urls: string): House {
  const refuse = () => Promise.reject(new Error('others use it: ask for one of your own'));
  return { urls: urls.split(','), kill: refuse, start: refuse, [Symbol.asyncDispose]: async () => undefined };
}

async function openCluster(pair: string, settings: Readonly<Record<string, string>>): Promise<House> {
  await using opening = new AsyncDisposableStack();
  const place = opening.use(takePair(toPairName(pair)));
  const cluster = opening.use(await startCluster({ settings: { ...place.settings, ...settings } }));
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
