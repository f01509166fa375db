import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bus, PaymentProvider, Store } from '@myevents/ports';
import {
  type BusSubject,
  contractCollections,
  contractRetries,
  contractTopology,
  type PaymentSubject,
  type StoreSubject,
} from '@myevents/ports/contract';
import { folderOf, schemeOf } from '../engines.ts';
import { Failure } from '../failure.ts';
import { paymentData } from '../payment-data.ts';

/** A fresh place on an engine for one case: what is put there goes when it is disposed of. */
export interface Trial<Subject> extends AsyncDisposable {
  readonly subject: Subject;
}

type Trials<Subject> = Readonly<Record<string, (url: string) => Promise<Trial<Subject>>>>;

const storeTrials: Trials<StoreSubject> = { sqlite: trySqlite };
const busTrials: Trials<BusSubject> = { memory: tryMemoryBus };
const paymentTrials: Trials<PaymentSubject> = { test: tryTestPayments };

export const tryStore = async (url: string) => trialOn(storeTrials, url);
export const tryBus = async (url: string) => trialOn(busTrials, url);
export const tryPayments = async (url: string) => trialOn(paymentTrials, url);

async function trialOn<Subject>(trials: Trials<Subject>, url: string): Promise<Trial<Subject>> {
  const scheme = schemeOf(url) ?? '';
  const start = trials[scheme];
  if (!start) throw new Failure(`There is no suite for ${scheme}.`);
  return start(url);
}

/** A folder of its own below the data folder, so that the same disk is tried. Data that is there is not touched. */
async function trySqlite(url: string): Promise<Trial<StoreSubject>> {
  const { openSqliteStore } = await import('@myevents/sqlite');
  const parent = folderOf(url) ?? '';
  const isNew = (await makeFolder(parent)) !== undefined;
  const folder = await mkdtemp(join(parent, 'doctor-'));
  const closing = new AsyncDisposableStack();
  closing.defer(async () => {
    await rm(folder, { recursive: true, force: true });
    if (isNew) await rmdir(parent).catch(() => {});
  });
  const open = async (): Promise<Store> =>
    closing.use(await openSqliteStore({ folder, service: 'doctor', collections: contractCollections }));
  return { subject: { open }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Failure(`STORE_URL: the data folder "${folder}" cannot be used (${code}).`, { cause });
  }
}

async function tryMemoryBus(): Promise<Trial<BusSubject>> {
  const { createMemoryBroker, openMemoryBus } = await import('@myevents/memory');
  const broker = createMemoryBroker({ topology: contractTopology, ...contractRetries });
  const closing = new AsyncDisposableStack();
  const open = async (): Promise<Bus> => closing.use(openMemoryBus(broker));
  return { subject: { open }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** On the books in memory: what keeps them in earnest is the store, which has a trial of its own. */
async function tryTestPayments(): Promise<Trial<PaymentSubject>> {
  const { createMemoryDatabase, openMemoryStore } = await import('@myevents/memory');
  const { createTestPaymentProvider } = await import('@myevents/test-payment');
  const database = createMemoryDatabase();
  const closing = new AsyncDisposableStack();
  const open = async (): Promise<PaymentProvider> =>
    closing.use(createTestPaymentProvider({ store: openMemoryStore({ ...paymentData, database }) }));
  const tokens = { good: 'tok_ok', declined: 'tok_declined' };
  return { subject: { open, tokens }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
