import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { handleError } from './error-handler.ts';
import { useJsonBodies } from './json-body.ts';
import { useNotFound } from './methods.ts';
import { useRequestRecords } from './request-records.ts';
import { useStrictQueries } from './strict-queries.ts';
import { createValidatorCompiler } from './validation/validator.ts';

declare module 'fastify' {
  /** What a route's schema says for the reference, besides what is validated. */
  interface FastifySchema {
    /** Not in the reference. */
    hide?: boolean;
    operationId?: string;
    summary?: string;
    description?: string;
    tags?: readonly string[];
  }
}

export interface HttpKitOptions {
  /** Where request metrics go; without it none are kept. */
  readonly registry?: Registry | undefined;
}

/**
 * What all our HTTP services have in common: strict validation with errors that say what would be right, problem details for every
 * failure, metrics and log lines. Register it on the root app before any route; it applies to everything registered after it.
 */
export async function httpKit(app: FastifyInstance, { registry }: HttpKitOptions = {}): Promise<void> {
  app.setValidatorCompiler(createValidatorCompiler());
  // Schemas of answers are for the reference and the tests: V8's own JSON.stringify is faster than checking unions at every send.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  useJsonBodies(app);
  useStrictQueries(app);
  useRequestRecords(app, registry);
  useNotFound(app);
}
// Fastify's own sign that a plugin's hooks and handlers belong to the app it is registered on.
Object.assign(httpKit, { [Symbol.for('skip-override')]: true });
