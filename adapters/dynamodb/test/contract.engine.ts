import type { Store } from '@myevents/ports';
import {
  type ContractCase,
  contractCollections,
  documentStoreContract,
  eventLogContract,
  type StoreSubject,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { connectDynamodb } from '../src/index.ts';
import { takePlace } from './engine-url.ts';

/** Every `open` is a client of its own, as another process would have. */
async function run(contractCase: ContractCase<StoreSubject>): Promise<void> {
  await using place = takePlace();
  await using opened = new AsyncDisposableStack();
  const open = async (): Promise<Store> => {
    const connection = opened.use(await connectDynamodb(place.url));
    return opened.use(await connection.open({ service: 'contract', collections: contractCollections }));
  };
  await contractCase.run({ open });
}

describe('the event log of DynamoDB', () => {
  it.each(eventLogContract)('$name', run);
});

describe('the document store of DynamoDB', () => {
  it.each(documentStoreContract)('$name', run);
});
