export { openSqsBus, type SqsBusOptions } from './bus.ts';
export type { Intercept } from './clients.ts';
export type { SqsTiming } from './timing.ts';
