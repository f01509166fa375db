import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bus, type PaymentProvider, type Store, systemClock } from '@myevents/ports';
import {
  type BusSubject,
  contractCollections,
  contractRetries,
  contractTopology,
  type PaymentSubject,
  type StoreSubject,
} from '@myevents/ports/contract';
import { folderOf, openBus, openStores } from '../engines.ts';
import { Failure } from '../failure.ts';
import { paymentData } from '../payment-data.ts';
import { takePlace } from './place.ts';

/** A fresh place on an engine for one case: what is put there goes when it is disposed of. */
export interface Trial<Subject> extends AsyncDisposable {
  readonly subject: Subject;
}

/** A fresh place for one case on the engine of the URL. @throws Failure if it cannot be used. */
export async function tryStore(url: string): Promise<Trial<StoreSubject>> {
  const place = takePlace(url);
  if (!place) return trySqlite(url);
  const closing = new AsyncDisposableStack();
  closing.use(place);
  // Each is a connection of its own, as another process would have.
  const open = async (): Promise<Store> => {
    const engine = closing.use(await openStores(place.url));
    return closing.use(await engine.open({ service: 'doctor', collections: contractCollections }));
  };
  return { subject: { open }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** As `tryStore` does. The embedded bus is nothing but memory, a fresh one for each case. */
export async function tryBus(url: string): Promise<Trial<BusSubject>> {
  const place = takePlace(url);
  if (!place) return tryMemoryBus();
  await using opening = new AsyncDisposableStack();
  opening.use(place);
  const options = { topology: contractTopology, clock: systemClock, retries: contractRetries, onError: () => {} };
  {
    await using _bus = await openBus(place.url, options); // declares the topology before a case begins
  }
  const closing = opening.move();
  const open = async (): Promise<Bus> => closing.use(await openBus(place.url, options));
  return { subject: { open }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/**
 * Reaches an engine once.
 * @throws Failure or StoreUnavailableError if it cannot be: before every promise fails for the same reason.
 */
export async function reach(start: () => Promise<Trial<{ open(): Promise<AsyncDisposable> }>>): Promise<void> {
  try {
    await using trial = await start();
    await using _connection = await trial.subject.open();
  } catch (error) {
    throw firstOf(error);
  }
}

/** What went wrong first, where cleaning up after it went wrong too. */
export function firstOf(error: unknown): unknown {
  return error instanceof SuppressedError ? firstOf(error.suppressed) : error;
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
export async function tryPayments(): Promise<Trial<PaymentSubject>> {
  const { createMemoryDatabase, openMemoryStore } = await import('@myevents/memory');
  const { createTestPaymentProvider } = await import('@myevents/test-payment');
  const database = createMemoryDatabase();
  const closing = new AsyncDisposableStack();
  const open = async (): Promise<PaymentProvider> =>
    closing.use(createTestPaymentProvider({ store: openMemoryStore({ ...paymentData, database }) }));
  const tokens = { good: 'tok_ok', declined: 'tok_declined' };
  return { subject: { open, tokens }, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
