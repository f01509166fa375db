import type { Bus, Store } from '@myevents/ports';
import {
  type BusSubject,
  busContract,
  type ContractCase,
  contractCollections,
  contractRetries,
  contractTopology,
  documentStoreContract,
  eventLogContract,
  type StoreSubject,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { createMemoryBroker, createMemoryDatabase, openMemoryBus, openMemoryStore } from '../src/index.ts';

/** Longer than any case waits for what was promised, so that it is the case that says what did not come. */
const timeoutMs = 60_000;

async function runOnStore(contractCase: ContractCase<StoreSubject>): Promise<void> {
  const database = createMemoryDatabase();
  const open = async (): Promise<Store> =>
    openMemoryStore({ service: 'contract', collections: contractCollections, database });
  await contractCase.run({ open });
}

async function runOnBus(contractCase: ContractCase<BusSubject>): Promise<void> {
  const broker = createMemoryBroker({ topology: contractTopology, ...contractRetries });
  await using opened = new AsyncDisposableStack();
  const open = async (): Promise<Bus> => opened.use(openMemoryBus(broker));
  await contractCase.run({ open });
}

describe('the event log in memory', () => {
  it.each(eventLogContract)('$name', runOnStore, timeoutMs);
});

describe('the document store in memory', () => {
  it.each(documentStoreContract)('$name', runOnStore, timeoutMs);
});

describe('the bus in memory', () => {
  it.each(busContract)('$name', runOnBus, timeoutMs);
});
