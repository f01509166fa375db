import type { Bus } from '@myevents/ports';
import {
  type BusSubject,
  busContract,
  type ContractCase,
  contractRetries,
  contractTopology,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { openKafkaBus } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';
import { freshUrl } from './bus-of-tests.ts';

async function run(contractCase: ContractCase<BusSubject>): Promise<void> {
  const url = freshUrl();
  try {
    await using opened = new AsyncDisposableStack();
    const open = async (): Promise<Bus> =>
      opened.use(await openKafkaBus({ url, topology: contractTopology, retries: contractRetries, onError: () => {} }));
    await contractCase.run({ open });
  } finally {
    await removeAll(url);
  }
}

describe('the bus on Kafka', () => {
  it.each(busContract)('$name', run);
});
