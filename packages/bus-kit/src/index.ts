export * from './declared.ts';
export { createGroupQueue, type Delivery, type GroupQueue, type GroupQueueOptions } from './group-queue.ts';
export { createListener, type Listener, waitingMax } from './listener.ts';
export * from './message-json.ts';
export { type PatientSetup, setUpPatiently } from './patient-setup.ts';
