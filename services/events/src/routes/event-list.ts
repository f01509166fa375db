import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { EventListQuery, EventResource, ListOf, Problem } from '@myevents/contracts';
import type { DocumentStore, FindOptions } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { EventDocument } from '../documents.ts';
import { readLocations } from '../resources/read-locations.ts';
import { toEvent } from '../resources/to-event.ts';

export interface EventListRoutesOptions {
  readonly documents: DocumentStore;
}

/** For organizers, who see what is not published too: no cache is told that it may keep it. */
export const eventListRoutes: FastifyPluginAsyncTypebox<EventListRoutesOptions> = async (app, { documents }) => {
  app.get(
    '/v1/catalogue/events',
    {
      schema: {
        operationId: 'listEvents',
        summary: 'List all events, drafts and cancelled ones too, the newest first',
        tags: ['events'],
        querystring: EventListQuery,
        response: { 200: ListOf(EventResource), '4xx': Problem },
      },
    },
    async ({ query: { limit = 20, cursor, ...filters } }, reply) => {
      reply.header('cache-control', 'private, no-store');
      const { items, next } = await documents.find<EventDocument>({
        collection: collections.events,
        ...toIndex(filters),
        descending: true,
        limit,
        cursor,
      });
      const locations = await readLocations(
        documents,
        items.map(({ document }) => document),
      );
      return { items: items.map((stored) => toEvent(stored, locations.get(stored.document.locationId))), next };
    },
  );
};

function toIndex({
  status,
  locationId,
}: Pick<EventListQuery, 'status' | 'locationId'>): Pick<FindOptions, 'index' | 'key'> {
  if (locationId !== undefined && status !== undefined) return { index: 'by-location', key: [locationId, status] };
  if (locationId !== undefined) return { index: 'by-place', key: [locationId] };
  if (status !== undefined) return { index: 'by-status', key: [status] };
  return { index: 'all', key: [] };
}
