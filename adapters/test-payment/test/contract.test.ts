import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentProvider } from '@myevents/ports';
import { type ContractCase, type PaymentSubject, paymentContract } from '@myevents/ports/contract';
import { describe, it } from 'vitest';
import { createTestPaymentProvider } from '../src/index.ts';

const tokens = { good: 'tok_ok', declined: 'tok_declined' };

async function run(contractCase: ContractCase<PaymentSubject>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'myevents-payments-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(async () => rm(folder, { recursive: true, force: true }));
  const open = async (): Promise<PaymentProvider> => opened.use(createTestPaymentProvider({ folder }));
  await contractCase.run({ open, tokens });
}

describe('the test payment provider', () => {
  it.each(paymentContract)('$name', run);
});
