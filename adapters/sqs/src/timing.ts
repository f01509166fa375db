/** How long things take, apart from what the address says; tests shorten some. */
export interface SqsTiming {
  /** How long a message we hold is nobody else's; renewed at a third of it. A process that dies holds up its messages so long. */
  readonly visibilityMs: number;
  /** After this `publish` rejects. */
  readonly publishMs: number;
  /** How old a publisher's list of listening queues may be; a new listener waits so long before it answers. */
  readonly leaseMs: number;
  /** How often the queue of a subscriber without a group says that it is alive. */
  readonly heartbeatMs: number;
  /** How long such a queue must have said nothing before any process removes it. */
  readonly listenerDeadMs: number;
}

export const defaultTiming: SqsTiming = {
  visibilityMs: 30_000,
  publishMs: 5_000,
  leaseMs: 1_000,
  heartbeatMs: 120_000,
  listenerDeadMs: 600_000,
};
