import type { FastifyPluginAsync } from 'fastify';
import type { Forward } from './forward.ts';

export interface ForwardedRoutesOptions {
  /** The service's routes with their schemas; their handlers are not used. */
  readonly routes: FastifyPluginAsync;
  readonly forward: Forward;
}

/**
 * The routes of a service that lives in other processes: known here, so that the reference, the metrics and what there is not are the
 * same as in one process; what is asked of them is judged by the service alone.
 */
export const forwardedRoutes: FastifyPluginAsync<ForwardedRoutesOptions> = async (app, { routes, forward }) => {
  app.setValidatorCompiler(() => () => true);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRoute', (route) => {
    route.handler = forward;
  });
  await app.register(routes);
};
