export { createMemoryBroker, type MemoryBroker, type MemoryBrokerOptions } from './broker.ts';
export { openMemoryBus } from './bus.ts';
export { createMemoryDatabase, type MemoryDatabase } from './database.ts';
export { createDeadLetterShelf, type DeadLetterShelf } from './dead-letter-shelf.ts';
export { type MemoryStoreOptions, openMemoryStore } from './store.ts';
