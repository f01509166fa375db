import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryDatabase, openMemoryStore } from '@myevents/memory';
import type { PaymentProvider, Store } from '@myevents/ports';
import { type ContractCase, type PaymentSubject, paymentContract } from '@myevents/ports/contract';
import { openSqliteStore } from '@myevents/sqlite';
import { describe, it } from 'vitest';
import { createTestPaymentProvider } from '../src/index.ts';

const tokens = { good: 'tok_ok', declined: 'tok_declined' };
const data = { service: 'payments', collections: [] };

/** Each `open` is a provider of its own on a connection of its own, as in another process. */
async function run({ run }: ContractCase<PaymentSubject>, openStore: () => Promise<Store>): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const open = async (): Promise<PaymentProvider> =>
    opened.use(createTestPaymentProvider({ store: opened.use(await openStore()) }));
  await run({ open, tokens });
}

describe('the test payment provider, its books in memory', () => {
  it.each(paymentContract)('$name', async (contractCase) => {
    const database = createMemoryDatabase();
    await run(contractCase, async () => openMemoryStore({ ...data, database }));
  });
});

describe('the test payment provider, its books in SQLite', () => {
  it.each(paymentContract)('$name', async (contractCase) => {
    const folder = await mkdtemp(join(tmpdir(), 'myevents-payments-'));
    try {
      await run(contractCase, async () => openSqliteStore({ ...data, folder }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
