export { type KafkaBusOptions, openKafkaBus } from './bus.ts';
