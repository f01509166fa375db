import type { Store } from '@myevents/ports';
import {
  type ContractCase,
  contractCollections,
  documentStoreContract,
  eventLogContract,
  type StoreSubject,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Longer than any case waits for what was promised, so that it is the case that says what did not come. */
const timeoutMs = 60_000;

async function run(contractCase: ContractCase<StoreSubject>): Promise<void> {
  await using folder = await makeTemporaryFolder();
  await using opened = new AsyncDisposableStack();
  const open = async (): Promise<Store> =>
    opened.use(await openSqliteStore({ folder: folder.path, service: 'contract', collections: contractCollections }));
  await contractCase.run({ open });
}

describe('the SQLite event log', () => {
  it.each(eventLogContract)('$name', run, timeoutMs);
});

describe('the SQLite document store', () => {
  it.each(documentStoreContract)('$name', run, timeoutMs);
});
