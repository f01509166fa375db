export { type BusSubject, contractRetries, contractTopology, idOf, messageOf } from './bus/messages.ts';
export { busContract } from './bus.ts';
export type { ContractCase } from './contract-case.ts';
export { documentStoreContract } from './document-store.ts';
export { eventLogContract } from './event-log.ts';
export { type PaymentSubject, paymentContract } from './payment.ts';
export { createRandom } from './random.ts';
export { contractCollections, type StoreSubject } from './store-subject.ts';
