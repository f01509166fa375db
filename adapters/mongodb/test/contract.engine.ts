import type { Store } from '@myevents/ports';
import {
  type ContractCase,
  contractCollections,
  documentStoreContract,
  eventLogContract,
  type StoreSubject,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { makePlace } from './server.ts';

async function run(contractCase: ContractCase<StoreSubject>): Promise<void> {
  await using place = makePlace();
  await using opened = new AsyncDisposableStack();
  const open = async (): Promise<Store> => {
    const connection = await place.connect();
    return opened.use(await connection.open({ service: 'contract', collections: contractCollections }));
  };
  await contractCase.run({ open });
}

describe('the event log in MongoDB', () => {
  it.each(eventLogContract)('$name', run);
});

describe('the document store in MongoDB', () => {
  it.each(documentStoreContract)('$name', run);
});
