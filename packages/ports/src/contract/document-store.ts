import type { ContractCase } from './contract-case.ts';
import { cursorCases } from './document-store/cursor.ts';
import { findCases } from './document-store/find.ts';
import { putCases } from './document-store/put.ts';
import type { StoreSubject } from './store-subject.ts';

/** What every persistence adapter's document store must do, over several connections at once. */
export const documentStoreContract: readonly ContractCase<StoreSubject>[] = [...putCases, ...findCases, ...cursorCases];
