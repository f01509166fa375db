import { resolve } from 'node:path';
import type { Bus, BusTopology, Clock, PaymentProvider, Store, StoreOptions } from '@myevents/ports';
import { openDeadLetterShelf } from './dead-letter-store.ts';

/** An engine for data, opened: from it each service gets a store of its own. */
export interface StoreEngine extends AsyncDisposable {
  /** The data folder of an embedded engine. */
  readonly folder?: string;
  open(options: StoreOptions): Promise<Store>;
}

export interface BusOptions {
  readonly topology: BusTopology;
  readonly clock: Clock;
  /** Where the embedded bus keeps its dead letters. */
  readonly stores: StoreEngine;
  readonly onError: (error: unknown, where: { readonly topic: string; readonly group?: string }) => void;
}

export interface PaymentOptions {
  readonly clock: Clock;
  readonly stores: StoreEngine;
}

interface Engine<Options, Opened> {
  /** What may stand behind the scheme, and how to say so. */
  readonly rest: RegExp;
  readonly example: string;
  open(rest: string, options: Options): Promise<Opened>;
}

/** One line for each engine: a new one is one more. Its code and client library are loaded when its scheme is chosen. */
const storeEngines: Readonly<Record<string, Engine<void, StoreEngine>>> = {
  sqlite: { rest: /./, example: 'sqlite:./data', open: openSqlite },
};
const busEngines: Readonly<Record<string, Engine<BusOptions, Bus>>> = {
  memory: { rest: /^$/, example: 'memory:', open: openMemory },
};
const paymentEngines: Readonly<Record<string, Engine<PaymentOptions, PaymentProvider>>> = {
  test: { rest: /^$/, example: 'test:', open: openTestPayments },
};

const enginesOf = { STORE_URL: storeEngines, BUS_URL: busEngines, PAYMENT_URL: paymentEngines } as const;

export type EngineSetting = keyof typeof enginesOf;

export const engineSettings = Object.keys(enginesOf) as readonly EngineSetting[];

/** What the setting takes, for help and errors. */
export function engineExamples(setting: EngineSetting): string {
  return Object.values(enginesOf[setting])
    .map(({ example }) => example)
    .join(' or ');
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

/** The URL has passed `engineMistake`. @throws StoreUnavailableError if the data cannot be used, naming what and why. */
export async function openStores(url: string): Promise<StoreEngine> {
  const { engine, rest } = engineFor(storeEngines, url);
  return engine.open(rest);
}

export async function openBus(url: string, options: BusOptions): Promise<Bus> {
  const { engine, rest } = engineFor(busEngines, url);
  return engine.open(rest, options);
}

export async function openPayments(url: string, options: PaymentOptions): Promise<PaymentProvider> {
  const { engine, rest } = engineFor(paymentEngines, url);
  return engine.open(rest, options);
}

function engineFor<Options, Opened>(engines: Readonly<Record<string, Engine<Options, Opened>>>, url: string) {
  const scheme = schemeOf(url) ?? '';
  const engine = engines[scheme];
  if (!engine) throw new Error(`There is no engine ${scheme}`);
  return { engine, rest: url.slice(scheme.length + 1) };
}

/** The data folder that an embedded store's URL names: `sqlite:./data`, `sqlite:/var/lib/myevents`, `sqlite:///var/…`. */
export function folderOf(storeUrl: string): string | undefined {
  return schemeOf(storeUrl) === 'sqlite'
    ? resolve(storeUrl.replace(/^sqlite:/i, '').replace(/^\/\/(?=\/)/, ''))
    : undefined;
}

async function openSqlite(rest: string): Promise<StoreEngine> {
  const { lockFolder, openSqliteStore } = await import('@myevents/sqlite');
  const folder = resolve(rest.replace(/^\/\/(?=\/)/, ''));
  const lock = await lockFolder(folder);
  return {
    folder,
    open: async (options) => openSqliteStore({ ...options, folder, lock }),
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
}

async function openMemory(_rest: string, { topology, clock, stores, onError }: BusOptions): Promise<Bus> {
  const { createMemoryBroker, openMemoryBus } = await import('@myevents/memory');
  const deadLetters = openDeadLetterShelf(stores);
  const bus = openMemoryBus(createMemoryBroker({ topology, clock, deadLetters, onError }));
  return {
    ...bus,
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await deadLetters[Symbol.asyncDispose]();
    },
  };
}

async function openTestPayments(_rest: string, { clock, stores }: PaymentOptions): Promise<PaymentProvider> {
  const { createTestPaymentProvider } = await import('@myevents/test-payment');
  return createTestPaymentProvider({ clock, ...(stores.folder === undefined ? {} : { folder: stores.folder }) });
}
