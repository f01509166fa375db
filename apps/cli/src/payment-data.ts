import type { StoreOptions } from '@myevents/ports';

/** The books of the test payment provider, which all processes that take payments share. They are a log and nothing else. */
export const paymentData: StoreOptions = { service: 'payments', collections: [] };
