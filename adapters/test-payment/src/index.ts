export type { TestPayment } from './attempt.ts';
export { readTestPayments } from './ledger.ts';
export { createTestPaymentProvider, type TestPaymentOptions } from './provider.ts';
