import type { Bus } from '@myevents/ports';
import {
  type BusSubject,
  busContract,
  type ContractCase,
  contractRetries,
  contractTopology,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { openRabbitmqBus } from '../src/index.ts';
import { removeTopology } from '../src/testing.ts';
import { freshUrl } from './broker.ts';

async function run(contractCase: ContractCase<BusSubject>): Promise<void> {
  const url = freshUrl();
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => removeTopology(url, contractTopology));
  const open = async (): Promise<Bus> =>
    stack.use(await openRabbitmqBus({ url, topology: contractTopology, retries: contractRetries, onError: () => {} }));
  await contractCase.run({ open });
}

describe('the bus on RabbitMQ', () => {
  it.each(busContract)('$name', run);
});
