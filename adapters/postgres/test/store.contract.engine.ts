import {
  type ContractCase,
  contractCollections,
  documentStoreContract,
  eventLogContract,
  type StoreSubject,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { connectPostgres } from '../src/index.ts';
import { makePlace } from './place.ts';

/** Each store has connections of its own, as in a process of its own. */
async function run(contractCase: ContractCase<StoreSubject>): Promise<void> {
  await using place = makePlace();
  await using opened = new AsyncDisposableStack();
  const open = async () => {
    const postgres = opened.use(await connectPostgres(place.url));
    return opened.use(await postgres.open({ service: 'contract', collections: contractCollections }));
  };
  await contractCase.run({ open });
}

describe('the PostgreSQL event log', () => {
  it.each(eventLogContract)('$name', run);
});

describe('the PostgreSQL document store', () => {
  it.each(documentStoreContract)('$name', run);
});
