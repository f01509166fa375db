import { afterHeader, readTouched } from '@myevents/http-kit';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Indexer } from '../search/indexer.ts';
import { type EventListRoutesOptions, eventListRoutes } from './event-list.ts';
import { type EventRoutesOptions, eventRoutes } from './events.ts';
import { type HallRoutesOptions, hallRoutes } from './halls.ts';
import { type LocationRoutesOptions, locationRoutes } from './locations.ts';
import { type ShowRoutesOptions, showRoutes } from './shows.ts';

/** All that the routes of this service need. */
export interface RouteContext
  extends LocationRoutesOptions,
    EventRoutesOptions,
    EventListRoutesOptions,
    ShowRoutesOptions,
    HallRoutesOptions {
  readonly indexer: Pick<Indexer, 'hear'>;
}

/**
 * All routes of the service as one plugin. Where a gateway says what was changed lately, through whichever process, the index learns it
 * before it is searched.
 */
export function eventRoutesPlugin(context: RouteContext): FastifyPluginAsync {
  return async (app) => {
    app.addHook('preHandler', async ({ method, headers }) => {
      const after = headers[afterHeader];
      if (method !== 'GET' || typeof after !== 'string') return;
      await Promise.all(readTouched(after).map(({ stream, version = 0 }) => context.indexer.hear(stream, version)));
    });
    await registerAll(app, context);
  };
}

/**
 * The same routes with their schemas, for a process that forwards them to this service: it puts its own handlers in place of
 * these, which would find nothing to work with.
 */
export const eventServiceRoutes: FastifyPluginAsync = (app) => registerAll(app, {} as RouteContext);

async function registerAll(app: FastifyInstance, context: RouteContext): Promise<void> {
  await app.register(locationRoutes, context);
  await app.register(eventRoutes, context);
  await app.register(eventListRoutes, context);
  await app.register(showRoutes, context);
  await app.register(hallRoutes, context);
}
