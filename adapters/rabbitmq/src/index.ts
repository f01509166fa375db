export { openRabbitmqBus, type RabbitmqBusOptions } from './bus.ts';
