import { setTimeout as pause } from 'node:timers/promises';
import type { Draining, Logger } from '@myevents/http-kit';
import type { FastifyInstance } from 'fastify';

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
/** Ctrl-C reaches a program under `npm start` twice: from the terminal, and passed on by npm. That is one wish. */
const echoMs = 500;
const sweepMs = 20;
/** Longer than our own longest answer (a payment's 10 s): what is then still under way waits for its client. */
const graceMs = 12_000;
/** In this time what was on its way when the signal came is read, on a busy machine too. */
const settleMs = 300;
/** Gateways look at their services every second: in this time each has looked twice. */
const drainMs = 2500;

/** Resolves with the first signal to stop. A second one, not just its echo, ends the process at once. */
export function awaitStop(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let askedAt: number | undefined;
  for (const [name, number] of Object.entries(signals) as [keyof typeof signals, number][]) {
    process.on(name, () => {
      const now = performance.now();
      if (askedAt !== undefined && now - askedAt > echoMs) process.exit(128 + number);
      askedAt ??= now;
      resolve(name);
    });
  }
  return promise;
}

/** Says that this process is about to stop, and serves on until those who choose between processes have taken note. */
export async function drain(draining: Draining): Promise<void> {
  draining.begin();
  await pause(drainMs);
}

/**
 * Serves on for a moment, each answer being the last of its connection: a server that closes at once drops connections on which a
 * request has come and is not read yet, and whoever sent it cannot know whether it counted.
 */
export async function settle(app: FastifyInstance): Promise<void> {
  app.server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  await pause(settleMs);
}

/**
 * While a server closes: lets go of each connection once its request is answered (clients would keep it open for the next one),
 * and of the rest when the time to finish is over.
 */
export function releaseConnections(app: FastifyInstance, log: Logger): Disposable {
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  const end = setTimeout(() => {
    log.warn({ graceMs }, 'requests were still under way and are cut off');
    app.server.closeAllConnections();
  }, graceMs);
  return {
    [Symbol.dispose]() {
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}
