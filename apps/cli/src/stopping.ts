import type { FastifyInstance } from 'fastify';

/** A server's answer to being asked to end. */
export interface Stopping {
  /** Resolves with the first signal. The second ends the process at once. */
  readonly requested: Promise<NodeJS.Signals>;
  /** Requests get this long to be answered once stopping began; then their connections are cut. */
  closeLateConnections(app: FastifyInstance): void;
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
const graceMs = 30_000;

export function awaitStop(): Stopping {
  const { promise: requested, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let isAsked = false;
  for (const [name, number] of Object.entries(signals) as [keyof typeof signals, number][]) {
    process.on(name, () => {
      if (isAsked) process.exit(128 + number);
      isAsked = true;
      resolve(name);
    });
  }
  return {
    requested,
    closeLateConnections(app) {
      setTimeout(() => app.server.closeAllConnections(), graceMs).unref();
    },
  };
}
