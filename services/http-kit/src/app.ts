import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from 'fastify';
import type { Registry } from 'prom-client';
import { answerClientError } from './client-error.ts';
import { handleError } from './error-handler.ts';
import { httpKit } from './http-kit.ts';
import type { Logger } from './logger.ts';
import { createPassedOnIds, createRequestIds } from './request-ids.ts';

export interface AppOptions {
  readonly log?: Logger | undefined;
  readonly registry?: Registry | undefined;
  readonly serverFactory?: FastifyServerOptions['serverFactory'] | undefined;
  /** Requests come from our own gateway and keep the ids it gave them. */
  readonly isBehindGateway?: boolean | undefined;
}

/** A whole request has to arrive within `requestTimeout` ms; answers may take longer (long polls). */
export const serverTimeouts = { requestTimeout: 30_000, keepAliveTimeout: 72_000 } as const;

const bodyBytesMax = 256 * 1024;
/** All that a gateway takes (Node's 16 KiB), and what it adds. */
const forwardedHeaderBytesMax = 32 * 1024;

/** A Fastify app with our limits and `httpKit` in place: register routes and listen, or `inject`. */
export async function buildApp(options: AppOptions = {}): Promise<FastifyInstance> {
  const { log, registry, serverFactory, isBehindGateway = false } = options;
  const app = fastify({
    ...(log === undefined ? { logger: false } : { loggerInstance: log }),
    ...(serverFactory === undefined ? {} : { serverFactory }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    ...(isBehindGateway ? { http: { maxHeaderSize: forwardedHeaderBytesMax } } : {}),
    genReqId: isBehindGateway ? createPassedOnIds() : createRequestIds(),
    ...serverTimeouts,
    // Stopping, what arrives on an open connection is still answered, and told to close it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 400 },
    frameworkErrors: (error, request, reply) => {
      void handleError(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  });
  await app.register(httpKit, { registry });
  return app as unknown as FastifyInstance;
}
