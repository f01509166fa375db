export * from './change-stream.ts';
export * from './cloud-event.ts';
export * from './committer.ts';
export * from './outlast.ts';
export type { MessagesOf, Publisher } from './publisher.ts';
export { createPublisher } from './publisher.ts';
export * from './sweeper.ts';
