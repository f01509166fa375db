export type * from './bus.ts';
export * from './clock.ts';
export * from './cursor.ts';
export * from './document-store.ts';
export * from './event-log.ts';
export type * from './json.ts';
export type * from './payment.ts';
export * from './sort-order.ts';
export * from './store.ts';
