import type { FastifyInstance } from 'fastify';

/**
 * The last moments of a process before it stops: `/readyz` says so, every answer ends its connection, and all requests are still
 * served, so that those who choose between processes come to choose another.
 */
export interface Draining {
  readonly hasBegun: boolean;
  begin(): void;
}

export function createDraining(): Draining {
  let hasBegun = false;
  return {
    get hasBegun() {
      return hasBegun;
    },
    begin() {
      hasBegun = true;
    },
  };
}

/** Answers given while draining end their connections. */
export function useDraining(app: FastifyInstance, draining: Draining): void {
  app.addHook('onRequest', async (_request, reply) => {
    if (draining.hasBegun) reply.raw.shouldKeepAlive = false;
  });
}
