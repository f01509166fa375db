import type { Bus } from '@myevents/ports';
import {
  type BusSubject,
  busContract,
  type ContractCase,
  contractRetries,
  contractTopology,
} from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { openSqsBus } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';
import { freshUrl, patientTiming, snsUrl, sqsUrl } from './broker.ts';
import { oneAtATime } from './intercepting.ts';

async function runOn(engineUrl: string, contractCase: ContractCase<BusSubject>): Promise<void> {
  const url = freshUrl(engineUrl);
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(async () => removeAll(url));
  const intercept = engineUrl === snsUrl ? { intercept: oneAtATime } : {};
  const options = { topology: contractTopology, retries: contractRetries, timing: patientTiming, ...intercept };
  const open = async (): Promise<Bus> => cleaning.use(await openSqsBus({ url, ...options }));
  await contractCase.run({ open });
}

describe.each([
  ['SQS', sqsUrl],
  ['SQS behind SNS', snsUrl],
])('the bus on %s', (_, url) => {
  it.each(busContract)('$name', async (contractCase) => runOn(url, contractCase));
});
