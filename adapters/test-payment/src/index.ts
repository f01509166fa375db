export { readTestPayments, type TestPayment, testPaymentsFile } from './ledger.ts';
export { createTestPaymentProvider, type TestPaymentOptions } from './provider.ts';
