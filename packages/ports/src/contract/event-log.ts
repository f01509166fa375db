import type { ContractCase } from './contract-case.ts';
import { appendCases } from './event-log/append.ts';
import { outboxCases } from './event-log/outbox.ts';
import { readCases } from './event-log/read.ts';
import type { StoreSubject } from './store-subject.ts';

/** What every persistence adapter's event log must do, over several connections at once. */
export const eventLogContract: readonly ContractCase<StoreSubject>[] = [...appendCases, ...readCases, ...outboxCases];
