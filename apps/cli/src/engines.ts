import { resolve } from 'node:path';
import type { Bus, BusTopology, Clock, PaymentProvider, SetupStep, Store, StoreOptions } from '@myevents/ports';
import { openDeadLetterShelf } from './dead-letter-store.ts';
import { naming } from './engine-failure.ts';
import { paymentData } from './payment-data.ts';

/** An engine for data, opened: from it each service gets a store of its own. */
export interface StoreEngine extends AsyncDisposable {
  /** The data folder of an embedded engine. */
  readonly folder?: string;
  open(options: StoreOptions): Promise<Store>;
}

export interface SetupOptions {
  /** Told of each thing the engine needs, once it is there. The embedded engines need none. */
  readonly onSetup?: (step: SetupStep) => void;
}

export interface BusOptions extends SetupOptions {
  readonly topology: BusTopology;
  readonly clock: Clock;
  /** Where the embedded bus keeps its dead letters; without it they are gone with the process. */
  readonly stores?: Pick<StoreEngine, 'open'> | undefined;
  /** How often a handler is tried, and the first pause between tries. Default: 8, and 100 ms. */
  readonly retries?: { readonly attemptsMax: number; readonly backoffMs: number };
  readonly onError: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
}

export interface PaymentOptions {
  readonly clock: Clock;
  /** Where the test provider keeps its books. */
  readonly stores: Pick<StoreEngine, 'open'>;
}

interface Engine<Options, Opened> {
  /** What may stand behind the scheme, and how to say so. */
  readonly rest: RegExp;
  readonly example: string;
  open(url: string, options: Options): Promise<Opened>;
}

type StoreSetup = Required<SetupOptions>;
type BusSetup = BusOptions & StoreSetup;

const postgres: Engine<StoreSetup, StoreEngine> = {
  rest: /^\/\/./,
  example: 'postgres://…',
  open: async (url, options) => (await import('@myevents/postgres')).connectPostgres(url, options),
};
const mongodb: Engine<StoreSetup, StoreEngine> = {
  rest: /^\/\/[^/]/,
  example: 'mongodb://…',
  open: async (url, options) => (await import('@myevents/mongodb')).connectMongodb(url, options),
};
const dynamodb: Engine<StoreSetup, StoreEngine> = {
  rest: /^\/\/\/[^?]/,
  example: 'dynamodb:///PREFIX?region=…&endpoint=…',
  open: async (url, options) => (await import('@myevents/dynamodb')).connectDynamodb(url, options),
};
const rabbitmq: Engine<BusSetup, Bus> = {
  rest: /^\/\/[^/]/,
  example: 'amqp://…',
  open: async (url, options) => (await import('@myevents/rabbitmq')).openRabbitmqBus({ url, ...options }),
};
const kafka: Engine<BusSetup, Bus> = {
  rest: /^\/\/[^/]+\/./,
  example: 'kafka://host:port,host:port/PREFIX',
  open: async (url, options) => (await import('@myevents/kafka')).openKafkaBus({ url, ...options }),
};
const sqs: Engine<BusSetup, Bus> = {
  rest: /^\/\/\/[^?]/,
  example: 'sqs:///PREFIX?region=…&endpoint=…&mode=direct (or mode=sns&snsEndpoint=…)',
  open: async (url, options) => (await import('@myevents/sqs')).openSqsBus({ url, ...options }),
};

/** One line for each scheme. The engine's code and client library are loaded when its scheme is chosen. */
const storeEngines: Readonly<Record<string, Engine<StoreSetup, StoreEngine>>> = {
  sqlite: { rest: /./, example: 'sqlite:./data', open: openSqlite },
  postgres,
  postgresql: postgres,
  mongodb,
  'mongodb+srv': mongodb,
  dynamodb,
};
const busEngines: Readonly<Record<string, Engine<BusSetup, Bus>>> = {
  memory: { rest: /^$/, example: 'memory:', open: openMemory },
  amqp: rabbitmq,
  amqps: rabbitmq,
  kafka,
  sqs,
};
const paymentEngines: Readonly<Record<string, Engine<PaymentOptions, PaymentProvider>>> = {
  test: { rest: /^$/, example: 'test:', open: openTestPayments },
};

const enginesOf = { STORE_URL: storeEngines, BUS_URL: busEngines, PAYMENT_URL: paymentEngines } as const;

export type EngineSetting = keyof typeof enginesOf;

export const engineSettings = Object.keys(enginesOf) as readonly EngineSetting[];

/** What the setting takes, for help and errors. */
export function engineExamples(setting: EngineSetting): string {
  const examples = [...new Set(Object.values(enginesOf[setting]).map(({ example }) => example))];
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(examples);
}

/** Why the URL chooses no engine, or undefined if it does. The URL itself, which may hold a password, is not repeated. */
export function engineMistake(setting: EngineSetting, url: string): string | undefined {
  const engines: Readonly<Record<string, Engine<never, unknown>>> = enginesOf[setting];
  const scheme = schemeOf(url);
  if (scheme === undefined) return 'it has no scheme';
  const engine = Object.hasOwn(engines, scheme) ? engines[scheme] : undefined;
  if (!engine) return `no engine is called "${scheme}"`;
  return engine.rest.test(url.slice(scheme.length + 1)) ? undefined : `it should look like ${engine.example}`;
}

export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
}

/**
 * Reaches the engine that the setting chooses; its URL has passed `engineMistake`.
 * @throws Failure or ConfigError naming the setting; of the embedded engine StoreUnavailableError, which names its folder.
 */
export async function openStores(url: string, { onSetup = () => {} }: SetupOptions = {}): Promise<StoreEngine> {
  if (folderOf(url) !== undefined) return openSqlite(url);
  const engine = await naming('STORE_URL', url, async () => engineFor(storeEngines, url).open(url, { onSetup }));
  return {
    open: async (options) => naming('STORE_URL', url, async () => engine.open(options)),
    [Symbol.asyncDispose]: async () => engine[Symbol.asyncDispose](),
  };
}

/** @throws Failure or ConfigError naming the setting. */
export async function openBus(url: string, options: BusOptions): Promise<Bus> {
  const setup = { onSetup: () => {}, ...options };
  return naming('BUS_URL', url, async () => engineFor(busEngines, url).open(url, setup));
}

export async function openPayments(url: string, options: PaymentOptions): Promise<PaymentProvider> {
  return engineFor(paymentEngines, url).open(url, options);
}

function engineFor<Options, Opened>(engines: Readonly<Record<string, Engine<Options, Opened>>>, url: string) {
  const engine = engines[schemeOf(url) ?? ''];
  if (!engine) throw new Error('There is no such engine.');
  return engine;
}

/** Whether the bus lives in one process, and hears of nothing that another does. */
export function isBusEmbedded(busUrl: string): boolean {
  return schemeOf(busUrl) === 'memory';
}

/** The data folder that an embedded store's URL names: `sqlite:./data`, `sqlite:/var/lib/myevents`, `sqlite:///var/…`. */
export function folderOf(storeUrl: string): string | undefined {
  return schemeOf(storeUrl) === 'sqlite'
    ? resolve(storeUrl.replace(/^sqlite:/i, '').replace(/^\/\/(?=\/)/, ''))
    : undefined;
}

async function openSqlite(url: string): Promise<StoreEngine> {
  const { lockFolder, openSqliteStore } = await import('@myevents/sqlite');
  const folder = folderOf(url) ?? '';
  const lock = await lockFolder(folder);
  return {
    folder,
    open: async (options) => openSqliteStore({ ...options, folder, lock }),
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
}

async function openMemory(_url: string, { topology, clock, stores, retries, onError }: BusSetup): Promise<Bus> {
  const { createMemoryBroker, openMemoryBus } = await import('@myevents/memory');
  const deadLetters = stores && openDeadLetterShelf(stores);
  const bus = openMemoryBus(
    createMemoryBroker({ topology, clock, onError, ...retries, ...(deadLetters ? { deadLetters } : {}) }),
  );
  return {
    ...bus,
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await deadLetters?.[Symbol.asyncDispose]();
    },
  };
}

/** Its books are with the data, so that what one process authorised another can capture or give back. */
async function openTestPayments(_url: string, { clock, stores }: PaymentOptions): Promise<PaymentProvider> {
  const { createTestPaymentProvider } = await import('@myevents/test-payment');
  const store = await stores.open(paymentData);
  const provider = createTestPaymentProvider({ clock, store });
  return {
    ...provider,
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}
